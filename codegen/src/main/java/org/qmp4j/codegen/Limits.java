package org.qmp4j.codegen;

import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.List;
import java.util.Objects;

/**
 * What does not fit into a class file: a method has at most 64 KB of code and 255 words of parameters (JVMS 4.11). A schema that
 * goes beyond is refused by the name of its definition; the compiler would only say "code too large".
 */
final class Limits {
    /** Each has 16 bytes in the initializer of its class. */
    static final int ENUM_VALUES = 4_000;
    /** Above this an enumeration finds its values by a map: a switch has 33 bytes for each. */
    static final int SWITCHED_ENUM_VALUES = 1_500;
    /** Each has up to 50 bytes in the method that reads members. */
    static final int MEMBERS = 1_000;
    /** Each has up to 50 bytes in the method that builds a branch. */
    static final int BRANCHES = 1_000;

    private static final int PARAMETER_WORDS = 255;
    // The most that file systems hold.
    private static final int FILE_NAME_BYTES = 255;

    private Limits() {}

    static void requireAtMost(int most, int count, String words, String definition) {
        if (count > most) {
            throw new IllegalArgumentException("'" + definition + "' has " + count + " " + words
                    + ", and a Java class holds " + most + ": leave it out of the schema, or split it");
        }
    }

    /** Checks the mandatory members, which are the parameters of a method. */
    static void requireParameters(List<Property> mandatory, String definition) {
        int words = mandatory.stream()
                .mapToInt(one -> one.plain().isPrimitive() && !one.plain().equals(TypeName.BOOLEAN) ? 2 : 1)
                .sum();
        if (words > PARAMETER_WORDS) {
            throw new IllegalArgumentException("'" + definition + "' has " + mandatory.size()
                    + " mandatory members, and a Java method takes 255 parameters, numbers counting twice:"
                    + " make some optional, or move some into a struct");
        }
    }

    /** Checks the names of the class files that a type and those nested in it become. */
    static void requireFileNames(TypeSpec type, String prefix) {
        String name = prefix + Objects.requireNonNull(type.name());
        if (name.length() + ".class".length() > FILE_NAME_BYTES) {
            throw new IllegalArgumentException("the class " + name + " would be in a file with a name of "
                    + (name.length() + ".class".length()) + " bytes, and file systems hold 255: shorten the name");
        }
        type.typeSpecs().forEach(nested -> requireFileNames(nested, name + "$"));
    }
}
