package org.qmp4j.fake.script;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final List<BiFunction<Request, Supplier<Answer>, Answer>> answers = new ArrayList<>();
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

    /** It succeeds. */
    public Stubbing thenReturn(String json) {
        return thenReturn(Answer.read(json));
    }

    /** It succeeds. */
    public Stubbing thenReturn(JsonNode value) {
        rules.checkReturn(command, value);
        return end(new Answer.Returned(value));
    }

    /** It is refused, with the class {@code GenericError}. */
    public Stubbing thenFail(String description) {
        return thenFail("GenericError", description);
    }

    /** It is refused. */
    public Stubbing thenFail(String errorClass, String description) {
        return end(new Answer.Failed(errorClass, description));
    }

    /** It is run, and never answered. */
    public Stubbing thenSilence() {
        return end(new Answer.Silent());
    }

    /** It succeeds with nothing to return, and the answer goes wrong on its way. */
    public Stubbing thenFault(Fault fault) {
        if (fault.isOfConnection()) {
            throw new IllegalArgumentException(fault + " strikes whole connections: see FakeQemu.inject");
        }
        return end(Answer.broken(fault).end());
    }

    /** Whatever the fake does without a script; where that is to wait, it is done at once and told afterwards. */
    public Stubbing thenAsUsual() {
        Answer begun = takeNext();
        return add((request, usual) -> usual.get().behind(begun));
    }

    /** Exactly this. */
    public Stubbing then(Answer answer) {
        answer.value().ifPresent(value -> rules.checkReturn(command, value));
        answer.before().forEach(event -> rules.checkEvent(event.name(), event.data()));
        answer.after().forEach(event -> rules.checkEvent(event.name(), event.data()));
        Answer whole = answer.behind(takeNext());
        return add((request, usual) -> whole);
    }

    /** What that function makes of the command. It runs on the thread that serves, and must not wait for anything. */
    public Stubbing thenAnswer(Function<Request, Answer> function) {
        Answer begun = takeNext();
        return add((request, usual) -> function.apply(request).behind(begun));
    }

    private Stubbing end(Answer.End end) {
        Answer whole = takeNext().endingWith(end);
        return add((request, usual) -> whole);
    }

    private Answer takeNext() {
        Answer begun = next;
        next = Answer.done();
        return begun;
    }

    private Stubbing add(BiFunction<Request, Supplier<Answer>, Answer> answer) {
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
     * The answer whose turn it is. For the thread that serves.
     *
     * @param usual runs the command as the fake does without a script
     */
    public Answer answer(Request request, Supplier<Answer> usual) {
        return answers.get(Math.min(used++, answers.size() - 1)).apply(request, usual);
    }
}
