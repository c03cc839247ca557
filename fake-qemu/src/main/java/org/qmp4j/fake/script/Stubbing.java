package org.qmp4j.fake.script;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.qmp4j.fake.json.DeepJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The answers to a command: the first answer is used for the first command, the second for the second, and the last one from
 * then on. Events and waits belong to the next answer.
 *
 * <pre>{@code
 * qemu.when("stop").thenEvent("STOP").thenReturn("{}");
 * qemu.when("device_del").with("id", "disk1").thenFail("DeviceNotFound", "Device 'disk1' not found");
 * qemu.when("query-block").thenWait(Duration.ofMillis(50)).thenReturn("[]").thenFault(Fault.CLOSE_IN_REPLY);
 * }</pre>
 *
 * <p>JSON may use single quotes. An answer or an event that QEMU could not send is rejected with an {@link
 * IllegalArgumentException} that names the reason. For the thread of the test.
 */
public final class Stubbing {
    private final Rules rules;
    private final String command;
    private final Map<String, JsonNode> arguments = new LinkedHashMap<>();
    private final List<BiFunction<Request, Supplier<Optional<Answer>>, Optional<Answer>>> answers = new ArrayList<>();
    private Answer next = Answer.done();
    private int used;

    /** Checks scripts, and runs changes on the thread of the fake. */
    public interface Rules {
        /**
         * Rejects an unknown command.
         *
         * @throws IllegalArgumentException if there is no such command
         */
        void checkCommand(String command);

        /**
         * Rejects a value that a command cannot return.
         *
         * @throws IllegalArgumentException if the command cannot return that
         */
        void checkReturn(String command, JsonNode value);

        /**
         * Rejects an unknown event, or wrong data of an event.
         *
         * @throws IllegalArgumentException if there is no such event, or if it has other data
         */
        void checkEvent(String event, JsonNode data);

        /** Runs a change on the thread that runs commands. */
        void change(Runnable change);
    }

    /**
     * For a command, without an answer yet.
     *
     * @throws IllegalArgumentException if there is no such command
     */
    public Stubbing(Rules rules, String command) {
        rules.checkCommand(command);
        this.rules = rules;
        this.command = command;
    }

    /** Only if that argument has that value: a string, a number, a boolean, a {@link JsonNode}, a list or a map. */
    public Stubbing with(String argument, Object value) {
        // Written and read again: then a number has the same type as one that was read from a client.
        JsonNode json =
                DeepJson.mapper().readTree(DeepJson.text(JsonMapper.shared().valueToTree(value)));
        rules.change(() -> arguments.put(argument, json));
        return this;
    }

    /** Sends an event without data before the next answer. */
    public Stubbing thenEvent(String event) {
        return thenEvent(event, "{}");
    }

    /** Sends an event before the next answer. */
    public Stubbing thenEvent(String event, String data) {
        JsonNode json = Answer.read(data);
        rules.checkEvent(event, json);
        next = next.precededBy(event, json);
        return this;
    }

    /** The next answer takes that long; no other in-band command is run in the meantime. */
    public Stubbing thenWait(Duration time) {
        next = next.after(time);
        return this;
    }

    /** The next answer waits until the test releases it; no other in-band command is run in the meantime. */
    public Stubbing thenHold(Hold hold) {
        next = next.heldBy(hold);
        return this;
    }

    /** The command succeeds with that value. The model of the fake does not run it. */
    public Stubbing thenReturn(String json) {
        return thenReturn(Answer.read(json));
    }

    /** The command succeeds with that value. The model of the fake does not run it. */
    public Stubbing thenReturn(JsonNode value) {
        rules.checkReturn(command, value);
        return end(new Answer.Returned(value));
    }

    /** The command fails with the class {@code GenericError}. The model of the fake does not run it. */
    public Stubbing thenFail(String description) {
        return thenFail("GenericError", description);
    }

    /** The command fails. The model of the fake does not run it. */
    public Stubbing thenFail(String errorClass, String description) {
        return end(new Answer.Failed(errorClass, description));
    }

    /**
     * The model of the fake runs the command, with its events and effects, and the reply is lost: the same as {@link
     * Fault#NO_REPLY}.
     */
    public Stubbing thenSilence() {
        return thenFault(Fault.NO_REPLY);
    }

    /**
     * The model of the fake runs the command, with its events and effects, and the fault is injected into the reply. The
     * command is not run if {@link Fault#runsCommand()} is false. A command that the model does not have succeeds and returns
     * nothing.
     *
     * <p>For a reply of your own: {@code then(Answer.returning("...").brokenBy(fault))}.
     */
    public Stubbing thenFault(Fault fault) {
        if (fault.isOfConnection()) {
            throw new IllegalArgumentException(fault + " strikes whole connections: see FakeQemu.inject");
        }
        Answer begun = takeNext();
        return add((request, model) -> Optional.of((fault.runsCommand() ? model.get() : Optional.<Answer>empty())
                .orElseGet(Answer::done)
                .brokenBy(fault)
                .following(begun)));
    }

    /** The model of the fake runs the command, as without a script. A wait before it delays only the reply. */
    public Stubbing thenAsUsual() {
        Answer begun = takeNext();
        return add((request, model) -> model.get().map(usual -> usual.following(begun)));
    }

    /** Exactly this answer. The model of the fake does not run the command. */
    public Stubbing then(Answer answer) {
        answer.value().ifPresent(value -> rules.checkReturn(command, value));
        answer.before().forEach(event -> rules.checkEvent(event.name(), event.data()));
        answer.after().forEach(event -> rules.checkEvent(event.name(), event.data()));
        Answer whole = answer.following(takeNext());
        return add((request, model) -> Optional.of(whole));
    }

    /**
     * The result of that function. It runs on the thread of the fake, and must not wait for anything. The model of the fake
     * does not run the command.
     */
    public Stubbing thenAnswer(Function<Request, Answer> function) {
        Answer begun = takeNext();
        return add((request, model) -> Optional.of(function.apply(request).following(begun)));
    }

    private Stubbing end(Answer.End end) {
        Answer whole = takeNext().endingWith(end);
        return add((request, model) -> Optional.of(whole));
    }

    private Answer takeNext() {
        Answer begun = next;
        next = Answer.done();
        return begun;
    }

    private Stubbing add(BiFunction<Request, Supplier<Optional<Answer>>, Optional<Answer>> answer) {
        rules.change(() -> answers.add(answer));
        return this;
    }

    /** Whether it has an answer to that command. For the thread of the fake. */
    public boolean fits(Request request) {
        return !answers.isEmpty()
                && request.command().equals(command)
                && arguments.entrySet().stream().allMatch(one -> one.getValue().equals(request.argument(one.getKey())));
    }

    /**
     * The next answer; empty if it is the model's answer and the model has none. For the thread of the fake.
     *
     * @param model runs the command as without a script; empty if the model does not have the command
     */
    public Optional<Answer> answer(Request request, Supplier<Optional<Answer>> model) {
        return answers.get(Math.min(used++, answers.size() - 1)).apply(request, model);
    }
}
