package org.qmp4j.protocol;

import java.util.Objects;
import java.util.function.Function;

/**
 * A kind of event: its name on the wire, and how to decode an event of that name.
 *
 * @param <E> the Java type of such an event
 */
public interface EventType<E> {
    /** The name on the wire, for example {@code "STOP"}. */
    String name();

    /** Decodes an event. Called by the thread that takes the event, never by the thread that reads the connection. */
    E decode(RawEvent event);

    /** An event type with this name and this decoder. */
    static <E> EventType<E> of(String name, Function<? super RawEvent, ? extends E> decoder) {
        Objects.requireNonNull(name);
        Objects.requireNonNull(decoder);
        return new EventType<>() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public E decode(RawEvent event) {
                return decoder.apply(event);
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }
}
