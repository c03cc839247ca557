package org.qmp4j.codegen;

import java.util.Locale;
import java.util.Set;

/**
 * Converts names of the schema to names of Java: words are separated at {@code - _ .} and joined in camel case. The names of types
 * are unchanged. A name that is in one of the sets below gets an underscore at its end. A name that would begin with a digit gets an
 * underscore at its beginning.
 */
final class Names {
    /** Reserved words of Java. */
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

    /** Methods without parameters of every object, or of every generated type. */
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

    /** Additional methods of commands. */
    static final Set<String> OF_COMMANDS = Set.of("hasArguments", "keepingUnknownMembers", "name", "traits");

    static final Set<String> OF_EVENTS = Set.of("raw", "timestamp");
    /** The components of the records of branches. */
    static final Set<String> OF_UNIONS = Set.of("base", "data", "members");

    static final Set<String> OF_UNION_BUILDERS =
            Set.of("base", "branch", "build", "isTagKnown", "keptMembers", "newBranch", "tag");

    /** Types of {@code java.lang} that generated code uses. */
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

    /** Types that are nested in generated types or in their supertypes. */
    private static final Set<String> RESERVED_NESTED =
            Set.of("Builder", "Known", "UnknownBranch", "UnknownMembers", "UnknownValue");

    private Names() {}

    /** Converts {@code query-status} to {@code QueryStatus}, and {@code BLOCK_IO_ERROR} to {@code BlockIoError}. */
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

    /** Converts {@code node-name} to {@code nodeName}, for an accessor or a setter. */
    static String member(String name) {
        String camel = upperCamel(name);
        String lower =
                camel.startsWith("_") ? camel : camel.substring(0, 1).toLowerCase(Locale.ROOT) + camel.substring(1);
        return RESERVED_WORDS.contains(lower) || RESERVED_METHODS.contains(lower) ? lower + "_" : lower;
    }

    /** Converts the name of a member, in a type that also has the given methods. */
    static String member(String name, Set<String> taken) {
        String member = member(name);
        return taken.contains(member) ? member + "_" : member;
    }

    /** Converts {@code 2_5} to {@code _2_5}, and {@code in-migrate} to {@code IN_MIGRATE}, for a constant. */
    static String constant(String name) {
        return notADigit(name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT));
    }

    /** The name of a top-level type, such as {@code BlockdevOptions}; unchanged if Java permits it. */
    static String type(String name) {
        String legal = notADigit(name.replaceAll("[^A-Za-z0-9_]", "_"));
        return isReservedType(legal) ? legal + "_" : legal;
    }

    /** The name of a nested type, for the branch of a union or the alternative of an alternate. */
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
