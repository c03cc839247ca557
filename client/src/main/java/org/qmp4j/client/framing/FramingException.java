package org.qmp4j.client.framing;

/** What came is no JSON object, or one that exceeds a limit; nothing after it can be read. */
public final class FramingException extends Exception {
    private static final long serialVersionUID = 1L;

    /** An exception with what a person should know. */
    public FramingException(String message) {
        super(message);
    }
}
