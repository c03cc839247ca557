package org.qmp4j.schema.model;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * An event.
 *
 * @param data name of the object type of its data; empty if it has none
 * @param boxed whether QEMU's code takes the data as one value
 */
public record Event(String name, Optional<String> data, boolean boxed, Attributes attributes) implements Definition {
    /** The same with this type of data. */
    public Event withData(Optional<String> other) {
        return new Event(name, other, boxed, attributes);
    }

    @Override
    public Event withAttributes(Attributes others) {
        return new Event(name, data, boxed, others);
    }

    @Override
    public Event withTypeNames(UnaryOperator<String> newNames) {
        return withData(data.map(newNames));
    }

    @Override
    public Stream<String> typeNames() {
        return data.stream();
    }
}
