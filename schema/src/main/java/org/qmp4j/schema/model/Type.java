package org.qmp4j.schema.model;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A type with a name. Lists have no name: see {@link TypeRef.ListOf}. */
public sealed interface Type extends Definition permits BuiltinType, EnumType, ObjectType, AlternateType {
    /** The same under another name. */
    Type withName(String other);

    @Override
    default Type withTypeNames(UnaryOperator<String> newNames) {
        return this;
    }

    @Override
    default Stream<String> typeNames() {
        return Stream.empty();
    }
}
