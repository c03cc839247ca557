package org.qmp4j.schema.diff;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.qmp4j.schema.check.JsonKind;
import org.qmp4j.schema.model.AlternateType;
import org.qmp4j.schema.model.BuiltinType;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Predefined;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.Type;
import org.qmp4j.schema.model.TypeRef;

/**
 * One of the two schemas that are compared.
 *
 * @param named whether the names and widths of types are known
 */
record Side(Schema schema, boolean named) {
    /** A member and the type that defines it: the object itself or a base that has a name. */
    record Owned(ObjectType owner, ObjectType.Member member) {}

    Type type(TypeRef.Named reference) {
        return schema.type(reference.name());
    }

    ObjectType parameters(Optional<String> type) {
        return type.map(schema::object).orElse(Predefined.EMPTY);
    }

    /** The object that a command returns: one without members where it returns nothing; empty for what is no object. */
    Optional<ObjectType> object(Optional<TypeRef> returned) {
        if (returned.isEmpty()) {
            return Optional.of(Predefined.EMPTY);
        }
        return returned.get() instanceof TypeRef.Named named && type(named) instanceof ObjectType object
                ? Optional.of(object)
                : Optional.empty();
    }

    Map<String, Owned> members(ObjectType object) {
        Map<String, Owned> members = new LinkedHashMap<>();
        object.base()
                .map(schema::object)
                .ifPresent(base -> members(base)
                        .forEach((name, owned) -> members.put(
                                name, owned.owner().implicit() ? new Owned(object, owned.member()) : owned)));
        object.members().forEach(member -> members.put(member.name(), new Owned(object, member)));
        return members;
    }

    boolean derives(ObjectType object, String base) {
        return object.name().equals(base)
                || object.base()
                        .map(schema::object)
                        .filter(one -> derives(one, base))
                        .isPresent();
    }

    /** What each value of the tag brings; nothing for a struct. */
    Map<String, ObjectType> branches(ObjectType object) {
        Map<String, ObjectType> branches = new LinkedHashMap<>();
        object.variants().ifPresent(variants -> {
            tagValues(object, variants.tag()).forEach(value -> branches.put(value, Predefined.EMPTY));
            variants.branches().forEach(branch -> branches.put(branch.value(), schema.object(branch.type())));
        });
        return branches;
    }

    private List<String> tagValues(ObjectType object, String tag) {
        Owned owned = members(object).get(tag);
        return owned != null
                        && owned.member().type() instanceof TypeRef.Named named
                        && type(named) instanceof EnumType values
                ? values.values().stream().map(EnumType.Value::name).toList()
                : List.of();
    }

    boolean isAlternate(TypeRef type) {
        return type instanceof TypeRef.Named named && type(named) instanceof AlternateType;
    }

    /** The types of an alternate, by their kind in JSON; any other type alone. */
    Map<JsonKind, TypeRef> alternatives(TypeRef type) {
        Map<JsonKind, TypeRef> alternatives = new EnumMap<>(JsonKind.class);
        if (type instanceof TypeRef.Named named && type(named) instanceof AlternateType alternate) {
            alternate.alternatives().forEach(one -> alternatives.put(JsonKind.of(one.type(), schema), one.type()));
        } else {
            alternatives.put(JsonKind.of(type, schema), type);
        }
        return alternatives;
    }

    /** The type as text: {@code int}, {@code a list of str}, {@code str or an object}. */
    String text(TypeRef type) {
        if (type instanceof TypeRef.ListOf list) {
            return "a list of " + text(list.element());
        }
        Type definition = type((TypeRef.Named) type);
        if (definition instanceof BuiltinType builtin) {
            return !named && builtin.json() == BuiltinType.Json.INT ? "int" : builtin.name();
        }
        if (definition instanceof AlternateType alternate) {
            return alternate.alternatives().stream()
                    .map(one -> text(one.type()))
                    .sorted()
                    .collect(Collectors.joining(" or "));
        }
        return (definition instanceof EnumType ? "an enumeration" : "an object") + (named ? " " + type : "");
    }
}
