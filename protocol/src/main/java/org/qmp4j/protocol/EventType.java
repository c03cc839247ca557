package org.qmp4j.protocol;

import java.util.Objects;
import java.util.function.Function;

/**
 * A kind of event: its name on the wire, and how an event of that name becomes a Java value.
 *
 * @param <E> the value
 */
public interface EventType<E> {
    /** The name on the wire, for example {@code "STOP"}. */
    String name();

    /** Makes the value. Called by the thread that takes the event, never by the one that reads the connection. */
    E decode(RawEvent event);

    /** An event type out of a name and a decoder. */
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
