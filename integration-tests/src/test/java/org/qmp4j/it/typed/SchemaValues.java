package org.qmp4j.it.typed;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.QmpJson;
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

/** Makes JSON values of the types of a schema: the same ones for the same seed. */
final class SchemaValues {
    /** The value of an enumeration, or the tag of a union, that no schema has. */
    static final String NOT_KNOWN = "not-known-yet";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** Types are recursive: below this depth optional members are absent. */
    private static final int DEEP = 4;

    private static final List<BigInteger> SIGNED = List.of(
            BigInteger.ZERO,
            BigInteger.ONE.negate(),
            BigInteger.valueOf(Integer.MIN_VALUE),
            BigInteger.valueOf(Long.MAX_VALUE),
            BigInteger.valueOf(Long.MIN_VALUE));
    private static final List<BigInteger> UNSIGNED = List.of(
            BigInteger.ZERO,
            BigInteger.valueOf(Long.MAX_VALUE),
            BigInteger.ONE.shiftLeft(63),
            BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE));
    private static final List<String> STRINGS =
            List.of("", "disk0", "\u00e4\u20ac\ud83d\ude00", "a\"b\\c\n\u0000", "/x y");
    /** QEMU prints a whole one without a fraction. */
    private static final List<JsonNode> NUMBERS = List.of(
            NODES.numberNode(0),
            NODES.numberNode(-7),
            NODES.numberNode(1.5),
            NODES.numberNode(-2.25e-7),
            NODES.numberNode(1e300));

    /** Introspection has one type for all integers: these fit each of them that holds 64 bits. */
    private static final List<BigInteger> OF_ANY_SIGN =
            List.of(BigInteger.ZERO, BigInteger.ONE, BigInteger.valueOf(Long.MAX_VALUE));

    /** Which optional members an object has. */
    enum Members {
        ALL,
        MANDATORY,
        SOME
    }

    private final Schema schema;
    private final Random random;
    private final boolean ofOneBuild;

    private SchemaValues(Schema schema, long seed, boolean ofOneBuild) {
        this.schema = schema;
        this.random = new Random(seed);
        this.ofOneBuild = ofOneBuild;
    }

    /** Values that the schema allows, and values that a newer one may allow. */
    SchemaValues(Schema schema, long seed) {
        this(schema, seed, false);
    }

    /** Only values that a QEMU with this introspection can send or understand, with their members in any order. */
    static SchemaValues ofOneBuild(Schema introspection, long seed) {
        return new SchemaValues(introspection, seed, true);
    }

    /** A value of the type of a member or of a result. */
    JsonNode any(TypeRef type, Members which) {
        return asParsed(value(type, which, 0));
    }

    /** An object of a union's branch. */
    JsonNode any(ObjectType union, String tag, Members which) {
        return asParsed(object(union, Optional.of(tag), which, 0));
    }

    /** Values of a type that together cover all its special cases. */
    List<JsonNode> of(Type type) {
        List<JsonNode> values = new ArrayList<>();
        if (type instanceof ObjectType object) {
            for (Members members : Members.values()) {
                tags(object).forEach(tag -> values.add(object(object, tag, members, 0)));
            }
        } else if (type instanceof AlternateType alternate) {
            alternate.alternatives().forEach(one -> values.add(value(one.type(), Members.ALL, 1)));
        } else if (type instanceof EnumType enumeration) {
            enumeration.values().forEach(one -> values.add(NODES.stringNode(one.name())));
            values.add(NODES.stringNode(NOT_KNOWN));
        }
        return values.stream().map(SchemaValues::asParsed).toList();
    }

    // The same types that a parser makes, so that equal numbers have equal types.
    private static JsonNode asParsed(JsonNode value) {
        return JsonText.of(QmpJson.toText(value)).tree();
    }

    /** The values of the member that selects a union's branch; empty if the type is not a union. */
    private List<Optional<String>> tags(ObjectType object) {
        if (object.variants().isEmpty()) {
            return List.of(Optional.empty());
        }
        String tag = object.variants().get().tag();
        ObjectType.Member member = schema.allMembers(object).stream()
                .filter(one -> one.name().equals(tag))
                .findFirst()
                .orElseThrow();
        List<Optional<String>> tags = new ArrayList<>();
        ((EnumType) schema.type(member.type().toString()))
                .values()
                .forEach(value -> tags.add(Optional.of(value.name())));
        if (!ofOneBuild) {
            tags.add(Optional.of(NOT_KNOWN));
        }
        return tags;
    }

    private JsonNode object(ObjectType object, Optional<String> tag, Members which, int depth) {
        ObjectNode made = NODES.objectNode();
        addMembers(made, object, tag, which, depth);
        return shuffled(made, object.variants().map(ObjectType.Variants::tag).filter(last -> !ofOneBuild));
    }

    private void addMembers(ObjectNode to, ObjectType object, Optional<String> tag, Members which, int depth) {
        for (ObjectType.Member member : schema.allMembers(object)) {
            boolean selects = object.variants()
                    .filter(those -> those.tag().equals(member.name()))
                    .isPresent();
            if (selects && tag.isPresent()) {
                to.put(member.name(), tag.get());
            } else if (!member.optional() || isWanted(which, depth)) {
                to.set(member.name(), value(member.type(), which, depth + 1));
            }
        }
        if (object.variants().isEmpty() || tag.isEmpty()) {
            return;
        }
        Optional<ObjectType.Branch> branch = object.variants().get().branches().stream()
                .filter(one -> one.value().equals(tag.get()))
                .findFirst();
        if (branch.isPresent()) {
            ObjectType data = schema.object(branch.get().type());
            addMembers(to, data, anyTag(data), which, depth);
        } else if (tag.get().equals(NOT_KNOWN)) {
            to.putObject("what-it-brings")
                    .put("a", 1)
                    .putNull("b")
                    .putArray("c")
                    .add(2.5)
                    .add("x");
        }
    }

    private boolean isWanted(Members which, int depth) {
        return depth < DEEP && (which == Members.ALL || (which == Members.SOME && random.nextBoolean()));
    }

    private Optional<String> anyTag(ObjectType object) {
        List<Optional<String>> tags = tags(object);
        if (object.variants().isEmpty()) {
            return Optional.empty();
        }
        // Only known ones: an unknown branch inside a known one would also keep the other's members.
        List<Optional<String>> known = ofOneBuild ? tags : tags.subList(0, tags.size() - 1);
        return known.get(random.nextInt(known.size()));
    }

    /** One member is last, for example the tag; the others are in any order, because no reader may rely on an order. */
    private JsonNode shuffled(ObjectNode object, Optional<String> last) {
        List<Map.Entry<String, JsonNode>> members = new ArrayList<>(object.properties());
        Collections.shuffle(members, random);
        ObjectNode shuffled = NODES.objectNode();
        members.stream()
                .filter(member -> last.filter(member.getKey()::equals).isEmpty())
                .forEach(member -> shuffled.set(member.getKey(), member.getValue()));
        last.filter(object::has).ifPresent(name -> shuffled.set(name, object.get(name)));
        return shuffled;
    }

    private JsonNode value(TypeRef type, Members which, int depth) {
        if (type instanceof TypeRef.ListOf list) {
            ArrayNode array = NODES.arrayNode();
            int size = depth > DEEP ? 0 : ofOneBuild && which == Members.ALL ? 1 : random.nextInt(3);
            for (int i = 0; i < size; i++) {
                array.add(value(list.element(), which, depth + 1));
            }
            return array;
        }
        Type named = schema.type(type.toString());
        if (named instanceof BuiltinType builtin) {
            return scalar(builtin);
        }
        if (named instanceof EnumType values) {
            return NODES.stringNode(
                    !ofOneBuild && random.nextInt(5) == 0
                            ? NOT_KNOWN
                            : any(values.values()).name());
        }
        if (named instanceof AlternateType alternate) {
            // If it is deep enough, the flattest one: some types contain themselves.
            List<AlternateType.Alternative> all = alternate.alternatives();
            return value((depth > DEEP ? flattest(all) : any(all)).type(), which, depth + 1);
        }
        ObjectType object = (ObjectType) named;
        return object(object, anyTag(object), depth > DEEP ? Members.MANDATORY : which, depth);
    }

    private AlternateType.Alternative flattest(List<AlternateType.Alternative> all) {
        return all.stream()
                .filter(one ->
                        !(one.type() instanceof TypeRef.Named named && schema.type(named.name()) instanceof ObjectType))
                .findFirst()
                .orElse(all.get(0));
    }

    private JsonNode scalar(BuiltinType type) {
        return switch (type.json()) {
            case STRING -> NODES.stringNode(any(STRINGS));
            case NUMBER -> any(NUMBERS);
            case INT -> NODES.numberNode(any(ofOneBuild ? OF_ANY_SIGN : isUnsigned(type) ? UNSIGNED : SIGNED));
            case BOOLEAN -> NODES.booleanNode(random.nextBoolean());
            case NULL -> NODES.nullNode();
            case VALUE ->
                NODES.objectNode().put("any", 1).putNull("null").put("big", new BigInteger("18446744073709551615"));
        };
    }

    private static boolean isUnsigned(BuiltinType type) {
        return type.name().equals("uint64") || type.name().equals("size");
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
