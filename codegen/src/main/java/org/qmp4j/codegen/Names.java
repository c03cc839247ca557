package org.qmp4j.codegen;

import java.util.Locale;
import java.util.Set;

/**
 * From names of the schema to names of Java, by one rule: words are cut at {@code - _ .}, and put together as Java does.
 * Types keep the name that QEMU gave them. Exceptions are in the sets below: such a name gets an underscore at its end, and a
 * name that would begin with a digit one at its beginning.
 */
final class Names {
    /** Words of the language. */
    private static final Set<String> RESERVED_WORDS = Set.of(
            "abstract",
            "assert",
            "boolean",
            "break",
            "byte",
            "case",
            "catch",
            "char",
            "class",
            "const",
            "continue",
            "default",
            "do",
            "double",
            "else",
            "enum",
            "extends",
            "false",
            "final",
            "finally",
            "float",
            "for",
            "goto",
            "if",
            "implements",
            "import",
            "instanceof",
            "int",
            "interface",
            "long",
            "native",
            "new",
            "null",
            "package",
            "private",
            "protected",
            "public",
            "return",
            "short",
            "static",
            "strictfp",
            "super",
            "switch",
            "synchronized",
            "this",
            "throw",
            "throws",
            "transient",
            "true",
            "try",
            "void",
            "volatile",
            "while",
            "_");

    /** Methods without parameters that every object, or every generated type, has. */
    private static final Set<String> RESERVED_METHODS = Set.of(
            "clone",
            "equals",
            "finalize",
            "getClass",
            "hashCode",
            "notify",
            "notifyAll",
            "toString",
            "wait",
            "builder",
            "memberValues",
            "of",
            "toBuilder",
            "toJson",
            "toTree",
            "unknownMembers");

    /** Those that a kind of type has beside them. */
    static final Set<String> OF_COMMANDS = Set.of("hasArguments", "keepingUnknownMembers", "name", "traits");

    static final Set<String> OF_EVENTS = Set.of("raw", "timestamp");
    /** Of the records of branches: what they hold, in place of what the base has. */
    static final Set<String> OF_UNIONS = Set.of("base", "data", "members");

    static final Set<String> OF_UNION_BUILDERS =
            Set.of("base", "branch", "build", "isTagKnown", "keptMembers", "newBranch", "tag");

    /** Types that every Java file sees without asking, as far as generated code uses them. */
    private static final Set<String> RESERVED_TYPES = Set.of(
            "Boolean",
            "Deprecated",
            "Double",
            "IllegalArgumentException",
            "Long",
            "Object",
            "Override",
            "Record",
            "String",
            "SuppressWarnings");

    /** Types that are nested in generated ones, or in what those extend. */
    private static final Set<String> RESERVED_NESTED =
            Set.of("Builder", "Known", "UnknownBranch", "UnknownMembers", "UnknownValue");

    private Names() {}

    /** {@code query-status} and {@code BLOCK_IO_ERROR} as {@code QueryStatus} and {@code BlockIoError}. */
    static String upperCamel(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("[^A-Za-z0-9]+", -1)) {
            if (!word.isEmpty()) {
                String rest = word.substring(1);
                boolean isUpper =
                        rest.equals(rest.toUpperCase(Locale.ROOT)) && !rest.equals(rest.toLowerCase(Locale.ROOT));
                camel.append(word.substring(0, 1).toUpperCase(Locale.ROOT))
                        .append(isUpper ? rest.toLowerCase(Locale.ROOT) : rest);
            }
        }
        return notADigit(camel.toString());
    }

    /** {@code node-name} as {@code nodeName}: a member's accessor and setter. */
    static String member(String name) {
        String camel = upperCamel(name);
        String lower =
                camel.startsWith("_") ? camel : camel.substring(0, 1).toLowerCase(Locale.ROOT) + camel.substring(1);
        return RESERVED_WORDS.contains(lower) || RESERVED_METHODS.contains(lower) ? lower + "_" : lower;
    }

    /** A member's name in a type that has these methods as well. */
    static String member(String name, Set<String> taken) {
        String member = member(name);
        return taken.contains(member) ? member + "_" : member;
    }

    /** {@code 2_5} as {@code _2_5}, {@code in-migrate} as {@code IN_MIGRATE}: a constant. */
    static String constant(String name) {
        return notADigit(name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT));
    }

    /** {@code BlockdevOptions}, unchanged where Java permits: a type of its own. */
    static String type(String name) {
        String legal = notADigit(name.replaceAll("[^A-Za-z0-9_]", "_"));
        return isReservedType(legal) ? legal + "_" : legal;
    }

    /** The branch of a union, the alternative of an alternate. */
    static String nested(String name, String outer) {
        String camel = upperCamel(name);
        return isReservedType(camel) || camel.equals(outer) ? camel + "_" : camel;
    }

    private static boolean isReservedType(String name) {
        return RESERVED_NESTED.stream().anyMatch(name::equalsIgnoreCase) || RESERVED_TYPES.contains(name);
    }

    private static String notADigit(String name) {
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }
}
