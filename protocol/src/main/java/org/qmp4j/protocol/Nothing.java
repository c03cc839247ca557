package org.qmp4j.protocol;

/** What a command returns that has nothing to say: on the wire an empty object, {@code {"return": {}}}. */
public enum Nothing {
    /** The only value. */
    NOTHING
}
