package org.qmp4j.it.schema;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.qmp4j.schema.model.AlternateType;
import org.qmp4j.schema.model.BuiltinType;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.Type;
import org.qmp4j.schema.model.TypeRef;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes arguments that are valid against a schema, and that name no file and no host that exists. */
public final class RandomArguments {
    /** From this depth only mandatory members are made, because types can contain themselves. */
    private static final int DEEP = 4;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Block drivers and objects that open nothing, connect nowhere and write nothing. */
    private static final Map<String, Set<String>> HARMLESS = Map.of(
            "driver",
                    Set.of(
                            "null-co",
                            "null-aio",
                            "raw",
                            "qcow2",
                            "blkdebug",
                            "blkverify",
                            "quorum",
                            "throttle",
                            "copy-on-read",
                            "preallocate",
                            "compress"),
            "qom-type", Set.of("iothread", "throttle-group", "authz-simple", "authz-list"));

    private final Schema schema;
    private final Random random;

    /** For a schema; the arguments depend only on the random numbers. */
    public RandomArguments(Schema schema, Random random) {
        this.schema = schema;
        this.random = random;
    }

    /** Arguments of a command. */
    public ObjectNode of(String command) {
        ObjectNode arguments = NODES.objectNode();
        Objects.requireNonNull(schema.commands().get(command))
                .arguments()
                .ifPresent(type -> fill(arguments, schema.object(type), 0));
        return arguments;
    }

    private void fill(ObjectNode object, ObjectType type, int depth) {
        for (ObjectType.Member member : schema.allMembers(type)) {
            if (!member.optional() || (depth < DEEP && random.nextInt(4) == 0)) {
                object.set(member.name(), value(member.name(), member.type(), depth + 1));
            }
        }
        type.variants().ifPresent(variants -> {
            String tag = object.path(variants.tag()).asString("");
            variants.branches().stream()
                    .filter(branch -> branch.value().equals(tag))
                    .forEach(branch -> fill(object, schema.object(branch.type()), depth));
        });
    }

    private JsonNode value(String name, TypeRef reference, int depth) {
        if (reference instanceof TypeRef.ListOf list) {
            ArrayNode elements = NODES.arrayNode();
            for (int i = depth < DEEP ? random.nextInt(3) : 0; i > 0; i--) {
                elements.add(value(name, list.element(), depth + 1));
            }
            return elements;
        }
        Type type = schema.type(((TypeRef.Named) reference).name());
        if (type instanceof ObjectType object) {
            ObjectNode node = NODES.objectNode();
            fill(node, object, depth);
            return node;
        }
        if (type instanceof EnumType values) {
            return NODES.stringNode(oneOf(name, values));
        }
        if (type instanceof AlternateType alternate) {
            return value(name, oneOf(alternate, depth), depth);
        }
        return scalar((BuiltinType) type);
    }

    private String oneOf(String name, EnumType type) {
        List<String> all = type.values().stream().map(EnumType.Value::name).toList();
        Set<String> harmless = HARMLESS.getOrDefault(name, Set.of());
        List<String> allowed = all.stream().filter(harmless::contains).toList();
        List<String> choice = allowed.isEmpty() ? all : allowed;
        return choice.get(random.nextInt(choice.size()));
    }

    private TypeRef oneOf(AlternateType type, int depth) {
        List<TypeRef> all = type.alternatives().stream()
                .map(AlternateType.Alternative::type)
                .filter(one -> depth < DEEP || !isObject(one))
                .toList();
        return all.get(random.nextInt(all.size()));
    }

    private boolean isObject(TypeRef type) {
        return type instanceof TypeRef.Named named && schema.type(named.name()) instanceof ObjectType;
    }

    private JsonNode scalar(BuiltinType type) {
        return switch (type.json()) {
            case STRING -> NODES.stringNode("x" + random.nextInt(1000));
            case INT -> NODES.numberNode(random.nextInt(100));
            case NUMBER -> random.nextBoolean() ? NODES.numberNode(random.nextInt(9)) : NODES.numberNode(0.5);
            case BOOLEAN -> NODES.booleanNode(random.nextBoolean());
            case NULL -> NODES.nullNode();
            case VALUE -> random.nextBoolean() ? NODES.numberNode(1) : NODES.stringNode("any");
        };
    }
}
