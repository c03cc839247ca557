package org.qmp4j.client.observer;

import java.time.Duration;
import java.util.Objects;
import org.qmp4j.protocol.JsonText;

/** The reply to a command. Immutable. */
public final class ObservedReply {
    private final JsonText text;
    private final Duration took;
    private final boolean isError;

    /** A reply; see the methods. */
    public ObservedReply(JsonText text, Duration took, boolean isError) {
        this.text = Objects.requireNonNull(text);
        this.took = Objects.requireNonNull(took);
        this.isError = isError;
    }

    /** The whole reply, with its secrets: see {@link Redaction}. */
    public JsonText text() {
        return text;
    }

    /** The time from the sending of the command to the arrival of the reply. */
    public Duration took() {
        return took;
    }

    /** Whether the peer rejected the command: {@code {"error": ...}}. */
    public boolean isError() {
        return isError;
    }

    /** Without the text, which may contain secrets. */
    @Override
    public String toString() {
        return "ObservedReply[" + text.length() + " bytes, took=" + took + ", isError=" + isError + "]";
    }
}
