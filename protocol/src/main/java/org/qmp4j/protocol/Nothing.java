package org.qmp4j.protocol;

/** The result of a command that returns no data; on the wire an empty object, {@code {"return": {}}}. */
public enum Nothing {
    /** The only value. */
    NOTHING
}
