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
 * An event as QEMU sent it: {@code {"event": "SHUTDOWN", "timestamp": {"seconds": 1, "microseconds": 2}, "data": {...}}}.
 *
 * <p>Do not count events to find out how often something happened: QEMU sends nine kinds of events at most once a second, and
 * then only the last one.
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
     * An event made of its parts; {@link #data()} throws Jackson's exception if the data is malformed.
     *
     * @param timestamp null if QEMU could not read the host's clock
     * @param data the member {@code data}; null if the event has none
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

    /** The time of the event by the host's clock, in microseconds; empty if QEMU could not read the clock. */
    public Optional<Instant> timestamp() {
        return Optional.ofNullable(timestamp);
    }

    /**
     * The event's data as a tree; an empty object if it has none. Each call decodes it again.
     *
     * @throws RuntimeException if the peer sent malformed data; for an event from the client this is its {@code QmpDecodeException}
     */
    public JsonNode data() {
        try {
            return data == null ? JsonNodeFactory.instance.objectNode() : data.tree();
        } catch (JacksonException malformed) {
            throw onMalformed.apply(malformed);
        }
    }

    /** The event's data as text; empty if it has none. */
    public Optional<JsonText> dataText() {
        return Optional.ofNullable(data);
    }

    /** This event, with a check that runs while its data is decoded; see {@link JsonText#checked}. */
    public RawEvent checked(Runnable check) {
        if (data == null) {
            return this;
        }
        JsonText checkedData = data.checked(check);
        return checkedData == data ? this : new RawEvent(name, timestamp, checkedData, text, onMalformed);
    }

    /** This event; its {@link #data()} throws this exception in place of Jackson's. */
    public RawEvent withMalformed(Function<? super JacksonException, ? extends RuntimeException> exception) {
        return new RawEvent(name, timestamp, data, text, exception);
    }

    /** The whole message, unchanged. */
    public JsonText text() {
        return text;
    }

    /** The whole message without its secrets: see {@link Secrets}. */
    @Override
    public String toString() {
        return Secrets.inEvent(name).mask(text);
    }
}
