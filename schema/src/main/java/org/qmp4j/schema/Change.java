package org.qmp4j.schema;

/**
 * A change.
 *
 * @param path what changed, for example {@code command blockdev-add, argument file.driver}; a list's elements are
 *     {@code []}, a union's branch <code>{driver=nbd}</code>
 * @param text what changed, a text that follows the path
 */
public record Change(Kind kind, String path, String text) {
    /** What happened. Types are wider where they have all the values of before, and more. */
    public enum Kind {
        /** A command is new. */
        COMMAND_ADDED,
        /** A command is gone. */
        COMMAND_REMOVED,
        /** An event is new. */
        EVENT_ADDED,
        /** An event is gone. */
        EVENT_REMOVED,
        /** A member of an object is new. */
        MEMBER_ADDED,
        /** A member of an object is gone. */
        MEMBER_REMOVED,
        /** A member may now be absent. */
        BECAME_OPTIONAL,
        /** A member may no longer be absent. */
        BECAME_MANDATORY,
        /** A value of an enumeration is new; of a union's tag, with the branch that belongs to it. */
        VALUE_ADDED,
        /** A value of an enumeration is gone; of a union's tag, with the branch that belongs to it. */
        VALUE_REMOVED,
        /** Something is now deprecated or unstable, or has another mark. */
        FEATURE_ADDED,
        /** Something has lost a mark. */
        FEATURE_REMOVED,
        /** A type has more values. */
        TYPE_WIDENED,
        /** A type has fewer values. */
        TYPE_NARROWED,
        /** A type has other values. */
        TYPE_CHANGED,
        /** A command may be sent out of band. */
        OUT_OF_BAND_ALLOWED,
        /** A command may no longer be sent out of band. */
        OUT_OF_BAND_FORBIDDEN
    }

    /** A sentence: {@code command blockdev-add, argument file.driver is now optional}. */
    @Override
    public String toString() {
        return path + " " + text;
    }
}
