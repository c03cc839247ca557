package org.qmp4j.protocol.typed;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.RawEvent;
import tools.jackson.core.JsonParser;

/** A generated event: its data as members. Immutable. */
public interface TypedEvent extends TypedObject {
    /** The event as QEMU sent it. */
    RawEvent raw();

    /** The time of the event by the host's clock, in microseconds; empty if QEMU could not read the clock. */
    default Optional<Instant> timestamp() {
        return raw().timestamp();
    }

    /** Reads the data of an event as a value of a type; an event without data is read as an empty object. For generated code. */
    static <T> T readData(RawEvent event, Function<TypedReader, T> type) {
        try (JsonParser in = event.dataText().orElse(JsonText.of("{}")).parser()) {
            return type.apply(TypedReader.of(in));
        }
    }

    /** Reads the data of an event into a builder. For generated code. */
    static <B extends TypedBuilder> B read(RawEvent event, B into) {
        if (event.dataText().isEmpty()) {
            return into;
        }
        try (JsonParser in = event.dataText().get().parser()) {
            return TypedReader.of(in).readObject(into);
        }
    }
}
