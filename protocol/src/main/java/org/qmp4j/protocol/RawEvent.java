package org.qmp4j.protocol;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * An event as it came: {@code {"event": "SHUTDOWN", "timestamp": {"seconds": 1, "microseconds": 2}, "data": {...}}}.
 *
 * <p>Never count events to learn how often something happened: QEMU sends nine kinds of them at most once a second and
 * keeps the last value only.
 *
 * @see <a href="https://www.qemu.org/docs/master/interop/qmp-spec.html#asynchronous-events">qmp-spec, "Asynchronous
 *     events"</a>
 */
public final class RawEvent {
    private final String name;
    private final @Nullable Instant timestamp;
    private final @Nullable JsonText data;
    private final JsonText text;
    private final Function<? super JacksonException, ? extends RuntimeException> onMalformed;

    /**
     * An event out of its parts, whose {@link #data()} throws Jackson's exception where it is malformed.
     *
     * @param timestamp null where the host's clock could not be read
     * @param data the member {@code data}, null where there is none
     * @param text the whole message
     */
    public RawEvent(String name, @Nullable Instant timestamp, @Nullable JsonText data, JsonText text) {
        this(name, timestamp, data, text, malformed -> malformed);
    }

    private RawEvent(
            String name,
            @Nullable Instant timestamp,
            @Nullable JsonText data,
            JsonText text,
            Function<? super JacksonException, ? extends RuntimeException> onMalformed) {
        this.name = Objects.requireNonNull(name);
        this.timestamp = timestamp;
        this.data = data;
        this.text = Objects.requireNonNull(text);
        this.onMalformed = Objects.requireNonNull(onMalformed);
    }

    /** The name, for example {@code "SHUTDOWN"}. */
    public String name() {
        return name;
    }

    /** When the event happened by the host's clock, to the microsecond; empty where QEMU could not read it. */
    public Optional<Instant> timestamp() {
        return Optional.ofNullable(timestamp);
    }

    /**
     * The event's data as a tree; an empty object where it has none. Decoded anew at each call.
     *
     * @throws RuntimeException if the peer sent malformed data: of an event from the client its {@code QmpDecodeException}, with the
     *     outcome {@link Outcome#DONE}
     */
    public JsonNode data() {
        try {
            return data == null ? JsonNodeFactory.instance.objectNode() : data.tree();
        } catch (JacksonException malformed) {
            throw onMalformed.apply(malformed);
        }
    }

    /** The event's data as text; empty where it has none. */
    public Optional<JsonText> dataText() {
        return Optional.ofNullable(data);
    }

    /** This event, whose data is decoded with a check; see {@link JsonText#checked}. */
    public RawEvent checked(Runnable check) {
        if (data == null) {
            return this;
        }
        JsonText checkedData = data.checked(check);
        return checkedData == data ? this : new RawEvent(name, timestamp, checkedData, text, onMalformed);
    }

    /** This event, whose {@link #data()} throws this exception instead of Jackson's. */
    public RawEvent withMalformed(Function<? super JacksonException, ? extends RuntimeException> exception) {
        return new RawEvent(name, timestamp, data, text, exception);
    }

    /** The whole message as it came. */
    public JsonText text() {
        return text;
    }

    /** The whole message, without the secrets in it: see {@link Secrets}. */
    @Override
    public String toString() {
        return Secrets.inEvent(name).mask(text);
    }
}
