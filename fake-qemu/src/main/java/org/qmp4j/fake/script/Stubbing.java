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
 * What a command is to be answered: the first answer at its first time, the second at its second, and the last one from
 * then on. Events and waits belong to the next answer that is named.
 *
 * <pre>{@code
 * qemu.when("stop").thenEvent("STOP").thenReturn("{}");
 * qemu.when("device_del").with("id", "disk1").thenFail("DeviceNotFound", "Device 'disk1' not found");
 * qemu.when("query-block").thenWait(Duration.ofMillis(50)).thenReturn("[]").thenFault(Fault.CLOSE_IN_REPLY);
 * }</pre>
 *
 * <p>JSON may have single quotes. An answer or an event that QEMU could not send is refused with {@link
 * IllegalArgumentException}, which names what is wrong with it. For the thread of the test.
 */
public final class Stubbing {
    private final Rules rules;
    private final String command;
    private final Map<String, JsonNode> arguments = new LinkedHashMap<>();
    private final List<BiFunction<Request, Supplier<Optional<Answer>>, Optional<Answer>>> answers = new ArrayList<>();
    private Answer next = Answer.done();
    private int used;

    /** What an answer has to keep to, and how a change gets to the thread that serves. */
    public interface Rules {
        /**
         * Refuses what is no command.
         *
         * @throws IllegalArgumentException if there is no such command
         */
        void checkCommand(String command);

        /**
         * Refuses what a command cannot return.
         *
         * @throws IllegalArgumentException if the command cannot return that
         */
        void checkReturn(String command, JsonNode value);

        /**
         * Refuses what is no event, or has other data.
         *
         * @throws IllegalArgumentException if there is no such event, or if it has other data
         */
        void checkEvent(String event, JsonNode data);

        /** Runs it where commands run. */
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

    /** Only where that argument has that value: a string, a number, a boolean, a {@link JsonNode}, a list or a map. */
    public Stubbing with(String argument, Object value) {
        // By way of text: a number is then of the type that one read from a client is, whatever it was in Java.
        JsonNode json =
                DeepJson.mapper().readTree(DeepJson.text(JsonMapper.shared().valueToTree(value)));
        rules.change(() -> arguments.put(argument, json));
        return this;
    }

    /** Before the next answer comes an event without data. */
    public Stubbing thenEvent(String event) {
        return thenEvent(event, "{}");
    }

    /** Before the next answer comes an event. */
    public Stubbing thenEvent(String event, String data) {
        JsonNode json = Answer.read(data);
        rules.checkEvent(event, json);
        next = next.precededBy(event, json);
        return this;
    }

    /** The next answer takes that time, in which no other in-band command is run. */
    public Stubbing thenWait(Duration time) {
        next = next.after(time);
        return this;
    }

    /** The next answer waits until the test lets it go; no other in-band command is run meanwhile. */
    public Stubbing thenHold(Hold hold) {
        next = next.heldBy(hold);
        return this;
    }

    /** It succeeds with that value. The fake's model does not run the command. */
    public Stubbing thenReturn(String json) {
        return thenReturn(Answer.read(json));
    }

    /** It succeeds with that value. The fake's model does not run the command. */
    public Stubbing thenReturn(JsonNode value) {
        rules.checkReturn(command, value);
        return end(new Answer.Returned(value));
    }

    /** It is refused, with the class {@code GenericError}. The fake's model does not run the command. */
    public Stubbing thenFail(String description) {
        return thenFail("GenericError", description);
    }

    /** It is refused. The fake's model does not run the command. */
    public Stubbing thenFail(String errorClass, String description) {
        return end(new Answer.Failed(errorClass, description));
    }

    /**
     * The fake's model runs the command, with its events and all that it changes, and the reply is lost: the same as {@link
     * Fault#NO_REPLY}.
     */
    public Stubbing thenSilence() {
        return thenFault(Fault.NO_REPLY);
    }

    /**
     * The fake's model runs the command, with its events and all that it changes, and the reply goes wrong on its way. The
     * command is not run where {@link Fault#runsCommand()} says so. A command that the model does not know succeeds with
     * nothing to return.
     *
     * <p>Where the reply has to be one of your own: {@code then(Answer.returning("...").brokenBy(fault))}.
     */
    public Stubbing thenFault(Fault fault) {
        if (fault.isOfConnection()) {
            throw new IllegalArgumentException(fault + " strikes whole connections: see FakeQemu.inject");
        }
        Answer begun = takeNext();
        return add((request, model) -> Optional.of((fault.runsCommand() ? model.get() : Optional.<Answer>empty())
                .orElseGet(Answer::done)
                .brokenBy(fault)
                .behind(begun)));
    }

    /** The fake's model runs the command, as without a script. What comes of a wait is only when the reply is sent. */
    public Stubbing thenAsUsual() {
        Answer begun = takeNext();
        return add((request, model) -> model.get().map(usual -> usual.behind(begun)));
    }

    /** Exactly this answer. The fake's model does not run the command. */
    public Stubbing then(Answer answer) {
        answer.value().ifPresent(value -> rules.checkReturn(command, value));
        answer.before().forEach(event -> rules.checkEvent(event.name(), event.data()));
        answer.after().forEach(event -> rules.checkEvent(event.name(), event.data()));
        Answer whole = answer.behind(takeNext());
        return add((request, model) -> Optional.of(whole));
    }

    /**
     * What that function makes of the command. It runs on the thread that serves, and must not wait for anything. The fake's
     * model does not run the command.
     */
    public Stubbing thenAnswer(Function<Request, Answer> function) {
        Answer begun = takeNext();
        return add((request, model) -> Optional.of(function.apply(request).behind(begun)));
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

    /** Whether it has an answer to that command. For the thread that serves. */
    public boolean fits(Request request) {
        return !answers.isEmpty()
                && request.command().equals(command)
                && arguments.entrySet().stream().allMatch(one -> one.getValue().equals(request.argument(one.getKey())));
    }

    /**
     * The answer whose turn it is; empty where it is the model's and the model has none. For the thread that serves.
     *
     * @param model runs the command as the fake does without a script; empty where the fake does not know it
     */
    public Optional<Answer> answer(Request request, Supplier<Optional<Answer>> model) {
        return answers.get(Math.min(used++, answers.size() - 1)).apply(request, model);
    }
}
