package org.qmp4j.schema.model;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A choice between types that differ in their JSON, for example a string or an object.
 *
 * @param alternatives in the schema's order
 */
public record AlternateType(String name, List<Alternative> alternatives, Attributes attributes) implements Type {
    /** Copies the list. */
    public AlternateType {
        alternatives = List.copyOf(alternatives);
    }

    @Override
    public AlternateType withName(String other) {
        return new AlternateType(other, alternatives, attributes);
    }

    /** The same with these alternatives. */
    public AlternateType withAlternatives(List<Alternative> others) {
        return new AlternateType(name, others, attributes);
    }

    @Override
    public AlternateType withAttributes(Attributes others) {
        return new AlternateType(name, alternatives, others);
    }

    @Override
    public AlternateType withTypeNames(UnaryOperator<String> newNames) {
        return withAlternatives(alternatives.stream()
                .map(one -> new Alternative(one.name(), one.type().withTypeName(newNames), one.attributes()))
                .toList());
    }

    @Override
    public Stream<String> typeNames() {
        return alternatives.stream().map(one -> one.type().typeName());
    }

    /** One of the types. The name is not on the wire; introspection does not have it. */
    public record Alternative(String name, TypeRef type, Attributes attributes) {}
}
