package org.qmp4j.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.model.BuiltinType;
import org.qmp4j.schema.model.Definition;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.Type;
import org.qmp4j.schema.model.TypeRef;

/**
 * Gives the members of a schema that was read from introspection, which calls every whole number {@code int}, the types that
 * a schema from source has for them: a {@code uint64} may be more than an {@code int} can hold.
 *
 * <p>For reading and writing values. Who compares schemas, or checks a command, takes an introspected one as it is: the
 * QEMU that was asked may have another width than the one that is known.
 */
public final class IntegerTypes {
    private final Schema reference;
    private final Map<String, BuiltinType> used = new LinkedHashMap<>();

    private IntegerTypes(Schema reference) {
        this.reference = reference;
    }

    /**
     * The same schema with the types of integers that another one has for the same member of the same type.
     *
     * @param named a schema whose types have the names of the reference: {@link TypeNames#takenFrom}
     */
    public static Schema takenFrom(Schema reference, Schema named) {
        return new IntegerTypes(reference).addTo(named);
    }

    private Schema addTo(Schema named) {
        List<Definition> definitions = new ArrayList<>();
        for (Definition definition : named.definitions()) {
            definitions.add(
                    definition instanceof ObjectType type
                                    && reference.types().get(type.name()) instanceof ObjectType known
                            ? completed(type, known)
                            : definition);
        }
        used.keySet().removeAll(named.types().keySet());
        definitions.addAll(used.values());
        return new Schema(definitions);
    }

    private ObjectType completed(ObjectType type, ObjectType known) {
        Map<String, TypeRef> types = new LinkedHashMap<>();
        reference.allMembers(known).forEach(member -> types.put(member.name(), member.type()));
        return type.withMembers(type.members().stream()
                .map(one -> one.withType(completed(one.type(), types.get(one.name()))))
                .toList());
    }

    private TypeRef completed(TypeRef type, @Nullable TypeRef known) {
        if (type instanceof TypeRef.ListOf list && known instanceof TypeRef.ListOf other) {
            return new TypeRef.ListOf(completed(list.element(), other.element()));
        }
        if (type.toString().equals("int") && known instanceof TypeRef.Named name) {
            Type wide = reference.type(name.name());
            if (wide instanceof BuiltinType builtin && builtin.json() == BuiltinType.Json.INT) {
                used.put(builtin.name(), builtin);
                return known;
            }
        }
        return type;
    }
}
