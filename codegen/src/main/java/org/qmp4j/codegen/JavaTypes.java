package org.qmp4j.codegen;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.qmp4j.schema.model.BuiltinType;
import org.qmp4j.schema.model.Definition;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.Type;
import org.qmp4j.schema.model.TypeRef;

/** Maps types of the schema to Java types, and generates the code that reads their values. */
final class JavaTypes {
    static final ClassName JSON_NODE = ClassName.get("tools.jackson.databind", "JsonNode");
    static final ClassName JSON_GENERATOR = ClassName.get("tools.jackson.core", "JsonGenerator");
    static final ClassName NULLABLE = ClassName.get("org.jspecify.annotations", "Nullable");
    static final ClassName STRING = ClassName.get(String.class);
    static final ClassName READER = typed("TypedReader");
    static final ClassName MEMBERS = typed("Members");

    private final Schema schema;
    private final String rootPackage;
    private final SecretMembers secrets;
    /** New names of commands, events and types that differ only in case, by their original names. */
    private final Map<String, String> commandNames;

    private final Map<String, String> eventNames;
    private final Map<String, String> typeNames;

    JavaTypes(Schema schema, String rootPackage) {
        this.schema = schema;
        this.rootPackage = rootPackage;
        this.secrets = SecretMembers.of(schema);
        this.commandNames = renamed(schema.commands().values(), JavaTypes::commandName);
        this.eventNames = renamed(schema.events().values(), JavaTypes::eventName);
        this.typeNames = renamed(schema.types().values(), JavaTypes::typeName);
    }

    // If names differ only in case, the one that QEMU still has is unchanged.
    private static Map<String, String> renamed(
            Collection<? extends Definition> definitions, UnaryOperator<String> className) {
        return CaseClashes.renamed(definitions.stream()
                .filter(one -> !(one instanceof BuiltinType) && !isInline(one))
                .sorted(Comparator.comparing((Definition one) ->
                                one.attributes().remarks().removed().isPresent())
                        .thenComparing(Definition::name))
                .map(Definition::name)
                .map(className)
                .toList());
    }

    Schema schema() {
        return schema;
    }

    // The arguments of a command or the data of an event become members of its class.
    private static boolean isInline(Definition one) {
        return one instanceof ObjectType object
                && object.implicit()
                && !object.name().endsWith("-base");
    }

    /** Whether the value of a member of an object is secret. */
    boolean isSecret(String owner, ObjectType.Member member) {
        return secrets.contains(owner, member);
    }

    /** A type of the package that generated code uses. */
    static ClassName typed(String name) {
        return ClassName.get("org.qmp4j.protocol.typed", name);
    }

    /** A type of the package {@code org.qmp4j.protocol}. */
    static ClassName protocol(String name) {
        return ClassName.get("org.qmp4j.protocol", name);
    }

    static TypeName nullable(TypeName type) {
        return type.annotated(AnnotationSpec.builder(NULLABLE).build());
    }

    ClassName command(String name) {
        return inPackage(".command", commandName(name), commandNames);
    }

    ClassName event(String name) {
        return inPackage(".event", eventName(name), eventNames);
    }

    /** The class of an enumeration, an object or an alternate. */
    ClassName type(String name) {
        return inPackage(".type", typeName(name), typeNames);
    }

    /** The class that lists all commands, or all events. */
    ClassName facade(Peer peer, String kind) {
        return ClassName.get(rootPackage, (peer == Peer.QEMU ? "Qemu" : "GuestAgent") + kind);
    }

    private ClassName inPackage(String suffix, String name, Map<String, String> renamed) {
        return ClassName.get(rootPackage + suffix, renamed.getOrDefault(name, name));
    }

    private static String commandName(String name) {
        return ending("Command", Names.upperCamel(name));
    }

    private static String eventName(String name) {
        return ending("Event", Names.upperCamel(name));
    }

    // human-monitor-command is HumanMonitorCommand, not HumanMonitorCommandCommand.
    private static String ending(String suffix, String name) {
        return name.endsWith(suffix) ? name : name + suffix;
    }

    private static String typeName(String name) {
        return Names.type(
                name.startsWith(ObjectType.IMPLICIT)
                        ? Names.upperCamel(name.substring(ObjectType.IMPLICIT.length()))
                        : name);
    }

    /** The members of an object, beginning with those of its bases. */
    List<Property> properties(ObjectType object) {
        return distinct(
                object.name(),
                schema.allMembers(object).stream()
                        .map(member -> Property.of(object.name(), member, this))
                        .toList());
    }

    private static List<Property> distinct(String owner, List<Property> properties) {
        Set<String> names = new HashSet<>();
        for (Property one : properties) {
            take(names, one.javaName(), one.wireName(), owner);
            if (one.isUnsigned()) {
                take(names, one.accessor() + "Unsigned", one.wireName(), owner);
            }
            if (one.omitted()) {
                take(names, one.presence(), one.wireName(), owner);
            }
        }
        return properties;
    }

    /** Adds the Java name of a member, a branch or an alternative to the used names. */
    static void take(Set<String> taken, String javaName, String wireName, String owner) {
        if (!taken.add(javaName)) {
            throw new IllegalArgumentException(
                    "'" + wireName + "' and another member of '" + owner + "' have the same name in Java");
        }
    }

    /** Adds the name of a nested class. It must not differ from another one only in case, because it determines a file name. */
    static void takeNested(Set<String> taken, ClassName nested, String wireName, String owner) {
        take(taken, nested.simpleName().toLowerCase(Locale.ROOT), wireName, owner);
    }

    /** The class of the members that all branches of a union have. */
    ClassName baseOf(ObjectType union) {
        return union.base().isPresent() && union.members().isEmpty()
                ? type(union.base().get())
                : type(ObjectType.implicitBase(union.name()));
    }

    /** Whether an object has its own class. An implicit object without members has none: it is an empty branch. */
    boolean isGenerated(ObjectType object) {
        return object.variants().isPresent() || !schema.allMembers(object).isEmpty();
    }

    /** The type of a value that may be absent, or of an element. */
    TypeName boxed(TypeRef type) {
        if (type instanceof TypeRef.ListOf list) {
            return ParameterizedTypeName.get(ClassName.get(List.class), element(list.element()));
        }
        Type named = schema.type(type.toString());
        if (named instanceof BuiltinType builtin) {
            return switch (builtin.json()) {
                case STRING -> STRING;
                case NUMBER -> TypeName.DOUBLE.box();
                case INT -> TypeName.LONG.box();
                case BOOLEAN -> TypeName.BOOLEAN.box();
                case NULL, VALUE -> JSON_NODE;
            };
        }
        return type(named.name());
    }

    /** The type of an element of a list or of an alternative. These have no second accessor for unsigned numbers. */
    TypeName element(TypeRef type) {
        return isUnsigned(type) ? ClassName.get(BigInteger.class) : boxed(type);
    }

    /** The type of a value that is always present. */
    TypeName plain(TypeRef type) {
        TypeName boxed = boxed(type);
        return boxed.isBoxedPrimitive() ? boxed.unbox() : boxed;
    }

    /** Whether the type is an unsigned 64-bit number. */
    static boolean isUnsigned(TypeRef type) {
        return type.toString().equals("uint64") || type.toString().equals("size");
    }

    /** Reads a member from {@code in}. */
    CodeBlock read(TypeRef type) {
        return isUnsigned(type) ? CodeBlock.of("in.readLong()") : readElement(type, "in");
    }

    /** Reads an element or an alternative. */
    CodeBlock readElement(TypeRef type, String in) {
        if (type instanceof TypeRef.ListOf list) {
            return CodeBlock.of("$L.readList($L)", in, elementReader(list.element(), in));
        }
        if (isUnsigned(type)) {
            return CodeBlock.of("$L.readBigInteger()", in);
        }
        Type named = schema.type(type.toString());
        if (named instanceof BuiltinType builtin) {
            return CodeBlock.of("$L.$L()", in, method(builtin));
        }
        return named instanceof EnumType
                ? CodeBlock.of("$L.readEnum($T::of)", in, type(named.name()))
                : CodeBlock.of("$T.read($L)", type(named.name()), in);
    }

    private CodeBlock elementReader(TypeRef type, String in) {
        if (type instanceof TypeRef.Named named && !isUnsigned(type)) {
            Type of = schema.type(named.name());
            if (of instanceof BuiltinType builtin) {
                return CodeBlock.of("$T::$L", READER, method(builtin));
            }
            if (!(of instanceof EnumType)) {
                return CodeBlock.of("$T::read", type(of.name()));
            }
        }
        // A list inside a list needs a different variable name.
        String element = in.equals("in") ? "element" : in + "_";
        return CodeBlock.of("$L -> $L", element, readElement(type, element));
    }

    private static String method(BuiltinType builtin) {
        return switch (builtin.json()) {
            case STRING -> "readString";
            case NUMBER -> "readDouble";
            case INT -> "readLong";
            case BOOLEAN -> "readBoolean";
            case NULL -> "readNull";
            case VALUE -> "readAny";
        };
    }
}
