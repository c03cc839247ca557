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
 * What a command comes to: after a time, events, then an end, then further events. Immutable.
 *
 * <p>An answer that a test scripts takes the place of the command: the fake's model does not run it.
 *
 * <pre>{@code
 * Answer.returning("{}").after(Duration.ofMillis(50)).precededBy("STOP", "{}")
 * }</pre>
 *
 * @param delay before anything of it; the fake runs no other in-band command meanwhile
 * @param hold for how long besides
 * @param before events that come before the end
 * @param end what is said to the one who sent the command
 * @param after events that come after the end
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

    /** Nothing is answered: not now and not later. */
    public record Silent() implements End {}

    /**
     * The answer goes wrong on its way.
     *
     * @param intended how the command would have ended without the fault
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
     * @param json for example {@code {"running":true}}; the quotes may be single ones
     */
    public static Answer returning(String json) {
        return returning(read(json));
    }

    /** A refusal of the class {@code GenericError}. */
    public static Answer failing(String description) {
        return failing("GenericError", description);
    }

    /** A refusal. */
    public static Answer failing(String errorClass, String description) {
        return of(new Failed(errorClass, description));
    }

    /** No answer. */
    public static Answer silence() {
        return of(new Silent());
    }

    /** An empty success that goes wrong on its way. */
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

    /** The same, once the test lets it go. */
    public Answer heldBy(Hold until) {
        return new Answer(delay, Optional.of(until), before, end, after);
    }

    /** The same, with another end. */
    public Answer endingWith(End other) {
        return new Answer(delay, hold, before, other, after);
    }

    /** The same answer, which goes wrong on its way. An answer that goes wrong already keeps its own fault. */
    public Answer brokenBy(Fault fault) {
        return end instanceof Broken ? this : endingWith(new Broken(fault, end));
    }

    /** The same, once another's time has passed and its events have come; that one's end is not told. */
    Answer behind(Answer begun) {
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

    /** The same, with a further event before the end. */
    public Answer precededBy(String event, JsonNode data) {
        return new Answer(delay, hold, and(before, new Emitted(event, data)), end, after);
    }

    /** The same, with a further event before the end; the data as JSON. */
    public Answer precededBy(String event, String data) {
        return precededBy(event, read(data));
    }

    /** The same, with a further event after the end. */
    public Answer followedBy(String event, JsonNode data) {
        return new Answer(delay, hold, before, end, and(after, new Emitted(event, data)));
    }

    /** The same, with a further event after the end; the data as JSON. */
    public Answer followedBy(String event, String data) {
        return followedBy(event, read(data));
    }

    /** How the command ends, whatever becomes of the answer on its way. */
    public End intended() {
        return end instanceof Broken broken ? broken.intended() : end;
    }

    /** What is returned, where the command succeeds. */
    public Optional<JsonNode> value() {
        return intended() instanceof Returned returned ? Optional.of(returned.value()) : Optional.empty();
    }

    private static List<Emitted> and(List<Emitted> events, Emitted one) {
        List<Emitted> more = new ArrayList<>(events);
        more.add(one);
        return more;
    }

    /** JSON in which quotes may be single ones, because Java's strings make the others hard to read. */
    public static JsonNode read(String json) {
        return JSON.reader()
                .with(JsonReadFeature.ALLOW_SINGLE_QUOTES)
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readTree(json);
    }
}
