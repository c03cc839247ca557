package org.qmp4j.fake.script;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.qmp4j.fake.json.DeepJson;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The answer to a command: a delay, events, the reply, then further events. Immutable.
 *
 * <p>A scripted answer replaces the command: the model of the fake does not run it.
 *
 * <pre>{@code
 * Answer.returning("{}").after(Duration.ofMillis(50)).precededBy("STOP", "{}")
 * }</pre>
 *
 * @param delay before the first event; the fake runs no other in-band command in the meantime
 * @param hold a further delay, until the test releases it
 * @param before events before the reply
 * @param end the reply to the sender of the command
 * @param after events after the reply
 */
public record Answer(Duration delay, Optional<Hold> hold, List<Emitted> before, End end, List<Emitted> after) {
    private static final JsonMapper JSON = DeepJson.mapper();

    /** Copies the lists. */
    public Answer {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /** An event. */
    public record Emitted(String name, JsonNode data) {}

    /** How it ends. */
    public sealed interface End {}

    /** {@code {"return": ...}}. */
    public record Returned(JsonNode value) implements End {}

    /** {@code {"error": {"class": ..., "desc": ...}}}. */
    public record Failed(String errorClass, String description) implements End {}

    /** There is no reply, now or later. */
    public record Silent() implements End {}

    /**
     * A reply with a fault.
     *
     * @param intended the reply without the fault
     */
    public record Broken(Fault fault, End intended) implements End {}

    /** A success that returns nothing: {@code {"return": {}}}. */
    public static Answer done() {
        return returning(JsonNodeFactory.instance.objectNode());
    }

    /** A success. */
    public static Answer returning(JsonNode value) {
        return of(new Returned(value));
    }

    /**
     * A success.
     *
     * @param json for example {@code {"running":true}}; single quotes are allowed
     */
    public static Answer returning(String json) {
        return returning(read(json));
    }

    /** An error of the class {@code GenericError}. */
    public static Answer failing(String description) {
        return failing("GenericError", description);
    }

    /** An error. */
    public static Answer failing(String errorClass, String description) {
        return of(new Failed(errorClass, description));
    }

    /** No reply. */
    public static Answer silence() {
        return of(new Silent());
    }

    /** An empty success with a fault. */
    public static Answer broken(Fault fault) {
        return done().brokenBy(fault);
    }

    private static Answer of(End end) {
        return new Answer(Duration.ZERO, Optional.empty(), List.of(), end, List.of());
    }

    /** The same, later. */
    public Answer after(Duration time) {
        return new Answer(time, hold, before, end, after);
    }

    /** The same, when the test releases it. */
    public Answer heldBy(Hold until) {
        return new Answer(delay, Optional.of(until), before, end, after);
    }

    /** The same, with another reply. */
    public Answer endingWith(End other) {
        return new Answer(delay, hold, before, other, after);
    }

    /** The same answer with a fault. An answer that already has a fault keeps it. */
    public Answer brokenBy(Fault fault) {
        return end instanceof Broken ? this : endingWith(new Broken(fault, end));
    }

    /** The same, after the delay and the events of another answer, whose reply is not sent. */
    Answer following(Answer begun) {
        return new Answer(
                begun.delay.plus(delay),
                begun.hold.or(() -> hold),
                Stream.concat(begun.before.stream(), before.stream()).toList(),
                end,
                Stream.concat(begun.after.stream(), after.stream()).toList());
    }

    /** Whether it takes no time. */
    public boolean isAtOnce() {
        return delay.isZero() && hold.isEmpty();
    }

    /** The same, with a further event before the reply. */
    public Answer precededBy(String event, JsonNode data) {
        return new Answer(delay, hold, and(before, new Emitted(event, data)), end, after);
    }

    /** The same, with a further event before the reply; the data as JSON. */
    public Answer precededBy(String event, String data) {
        return precededBy(event, read(data));
    }

    /** The same, with a further event after the reply. */
    public Answer followedBy(String event, JsonNode data) {
        return new Answer(delay, hold, before, end, and(after, new Emitted(event, data)));
    }

    /** The same, with a further event after the reply; the data as JSON. */
    public Answer followedBy(String event, String data) {
        return followedBy(event, read(data));
    }

    /** The result of the command, without a fault. */
    public End intended() {
        return end instanceof Broken broken ? broken.intended() : end;
    }

    /** The returned value, if the command succeeds. */
    public Optional<JsonNode> value() {
        return intended() instanceof Returned returned ? Optional.of(returned.value()) : Optional.empty();
    }

    private static List<Emitted> and(List<Emitted> events, Emitted one) {
        List<Emitted> more = new ArrayList<>(events);
        more.add(one);
        return more;
    }

    /** Reads JSON that may use single quotes, because double quotes are hard to read in Java strings. */
    public static JsonNode read(String json) {
        return JSON.reader()
                .with(JsonReadFeature.ALLOW_SINGLE_QUOTES)
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readTree(json);
    }
}
