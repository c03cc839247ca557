package org.qmp4j.schema;

/**
 * What is wrong with a command, or with an answer.
 *
 * @param path where in the arguments or the answer, for example {@code file.driver} or {@code actions[0].type}; empty for the
 *     command, or for all of them
 * @param reason a text that follows the path, for example {@code is missing}
 * @param qemu the error text with which QEMU 7.2 to 11.1 refuses such a command, for example {@code Parameter 'file' is
 *     missing}; empty for what QEMU does not check. The text is only right where the schema has the names and the integer types
 *     of QEMU's source, which introspection hides.
 */
public record Problem(Kind kind, String path, String reason, String qemu) {
    /** A problem that QEMU does not check. */
    public Problem(Kind kind, String path, String reason) {
        this(kind, path, reason, "");
    }

    /** What is wrong. */
    public enum Kind {
        /** The schema has no such command. */
        UNKNOWN_COMMAND,
        /** A mandatory member is not there; for the tag of a union, this means that the branch is not known. */
        MISSING,
        /** A member is there that the object, or the chosen branch of the union, does not have. */
        UNKNOWN_MEMBER,
        /** A value is of the wrong kind in JSON. */
        WRONG_TYPE,
        /** An integer does not fit the type. */
        OUT_OF_RANGE,
        /** A string is not a value of the enumeration. */
        UNKNOWN_VALUE,
        /** The arguments are nested deeper than QEMU reads. */
        TOO_DEEP
    }

    /** {@code file.driver is missing}. */
    @Override
    public String toString() {
        return path.isEmpty() ? reason : path + " " + reason;
    }
}
