package org.qmp4j.fake.model;

import java.math.BigInteger;
import java.util.Optional;
import org.qmp4j.schema.model.AlternateType;
import org.qmp4j.schema.model.BuiltinType;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.Type;
import org.qmp4j.schema.model.TypeRef;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Completes the answers of the model: each version of QEMU has its own mandatory members, of which the model knows the
 * important ones. The others become zero, false, empty, or the first value there is.
 */
public final class Completion {
    /** Deeper than any mandatory members are. */
    private static final int DEEPEST = 20;

    private final Schema schema;

    /** For what that schema asks for. */
    public Completion(Schema schema) {
        this.schema = schema;
    }

    /** The value that a command returns, with what was missing. Members that this version does not have are taken out. */
    JsonNode of(String command, JsonNode value) {
        return Optional.ofNullable(schema.commands().get(command))
                .flatMap(known -> known.returns())
                .map(type -> complete(type, value, 0))
                .orElse(value);
    }

    private JsonNode complete(TypeRef type, JsonNode value, int depth) {
        if (type instanceof TypeRef.ListOf list) {
            return Json.list(value.valueStream()
                    .map(element -> complete(list.element(), element, depth + 1))
                    .toList());
        }
        Type named = schema.type(((TypeRef.Named) type).name());
        return named instanceof ObjectType object && value.isObject() && depth < DEEPEST
                ? completeObject(object, (ObjectNode) value, depth)
                : value;
    }

    private ObjectNode completeObject(ObjectType type, ObjectNode value, int depth) {
        ObjectNode whole = Json.object();
        for (ObjectType.Member member : schema.allMembers(type)) {
            JsonNode there = value.get(member.name());
            if (there != null) {
                whole.set(member.name(), complete(member.type(), there, depth + 1));
            } else if (!member.optional()) {
                whole.set(member.name(), least(member.type(), depth + 1));
            }
        }
        type.variants()
                .flatMap(variants -> variants.branches().stream()
                        .filter(branch ->
                                branch.value().equals(whole.path(variants.tag()).asString("")))
                        .findFirst())
                .ifPresent(branch -> whole.setAll(completeObject(schema.object(branch.type()), value, depth + 1)));
        return whole;
    }

    private JsonNode least(TypeRef type, int depth) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (type instanceof TypeRef.ListOf || depth > DEEPEST) {
            return nodes.arrayNode();
        }
        Type named = schema.type(((TypeRef.Named) type).name());
        if (named instanceof BuiltinType builtin) {
            return switch (builtin.json()) {
                case STRING -> nodes.stringNode("");
                case NUMBER, INT -> nodes.numberNode(BigInteger.ZERO);
                case BOOLEAN -> nodes.booleanNode(false);
                case NULL, VALUE -> nodes.nullNode();
            };
        }
        if (named instanceof EnumType values) {
            return nodes.stringNode(values.values().get(0).name());
        }
        return named instanceof AlternateType alternate
                ? least(alternate.alternatives().get(0).type(), depth + 1)
                : completeObject((ObjectType) named, Json.object(), depth + 1);
    }
}
