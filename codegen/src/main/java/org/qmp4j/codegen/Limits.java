package org.qmp4j.codegen;

import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.List;
import java.util.Objects;

/**
 * The limits of a class file: a method has at most 64 KB of code and 255 words of parameters (JVMS 4.11). If a schema exceeds them,
 * the message names the definition. The compiler would only report "code too large".
 */
final class Limits {
    /** Each value needs 16 bytes in the initializer of its class. */
    static final int ENUM_VALUES = 4_000;
    /** Above this limit, an enumeration uses a map to find values, because a switch needs 33 bytes for each. */
    static final int SWITCHED_ENUM_VALUES = 1_500;
    /** Each member needs up to 50 bytes in the method that reads members. */
    static final int MEMBERS = 1_000;
    /** Each branch needs up to 50 bytes in the method that builds a branch. */
    static final int BRANCHES = 1_000;

    /** Each has up to 30 entries in the constant pool of the class that lists all commands or all events. */
    static final int FACADE = 2_000;

    private static final int PARAMETER_WORDS = 255;
    // The limit of common file systems.
    private static final int FILE_NAME_BYTES = 255;

    private Limits() {}

    static void requireAtMost(int limit, int count, String what, String definition) {
        if (count > limit) {
            throw new IllegalArgumentException("'" + definition + "' has " + count + " " + what
                    + ", but a Java class can have at most " + limit + ": remove it from the schema, or split it");
        }
    }

    /** Checks the mandatory members, which are the parameters of a method. */
    static void requireParameters(List<Property> mandatory, String definition) {
        int words = mandatory.stream()
                .mapToInt(one -> one.plain().isPrimitive() && !one.plain().equals(TypeName.BOOLEAN) ? 2 : 1)
                .sum();
        if (words > PARAMETER_WORDS) {
            throw new IllegalArgumentException("'" + definition + "' has " + mandatory.size()
                    + " mandatory members, but a Java method can have at most 255 parameters, and numbers count twice:"
                    + " make some optional, or move some into a struct");
        }
    }

    /** Checks the names of the class files of a type and its nested types. */
    static void requireFileNames(TypeSpec type, String prefix) {
        String name = prefix + Objects.requireNonNull(type.name());
        if (name.length() + ".class".length() > FILE_NAME_BYTES) {
            throw new IllegalArgumentException("the file name of the class " + name + " would have "
                    + (name.length() + ".class".length()) + " bytes, but file systems allow 255: shorten the name");
        }
        type.typeSpecs().forEach(nested -> requireFileNames(nested, name + "$"));
    }
}
