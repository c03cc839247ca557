package org.qmp4j.client.message;

import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.JsonText;

/** A cursor over the members of one JSON object. Values are not decoded until a method needs them. */
interface Members {
    /** Moves to the next member; returns false after the last one. */
    boolean next() throws MalformedMessageException;

    /** Whether the member has this name, which must be plain ASCII without escapes. */
    boolean isNamed(String name);

    /** The member's value as text. */
    JsonText value();

    /** The member's value as it is spelled; a longer value is cut and ends with three dots. */
    String spelling(int maxBytes);

    /** The member's value as a whole number. */
    long valueAsLong() throws MalformedMessageException;

    /** The members of the member's value, which must be an object. */
    Members members() throws MalformedMessageException;

    /** Whether the member's value is an object. */
    boolean isObject();

    /** The member's value if it is a string; otherwise null. */
    @Nullable
    JsonString string();
}
