package org.qmp4j.client.message;

import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.JsonText;

/** The members of one JSON object, one after the other. Values are not decoded before that is asked for. */
interface Members {
    /** Goes to the next member; false after the last one. */
    boolean next() throws MalformedMessageException;

    /** Whether the member has that name, which is plain ASCII. */
    boolean isNamed(String name);

    /** The member's value as text. */
    JsonText value();

    /** The member's value as it is spelled; only the beginning of a longer one, with dots behind it. */
    String spelling(int maxBytes);

    /** The member's value as a whole number. */
    long valueAsLong() throws MalformedMessageException;

    /** The members of the member's value, which must be an object. */
    Members members() throws MalformedMessageException;

    /** Whether the member's value is an object. */
    boolean isObject();

    /** The member's value where it is a string, else null. */
    @Nullable
    JsonString string();
}
