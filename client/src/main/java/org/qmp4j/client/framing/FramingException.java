package org.qmp4j.client.framing;

/** The bytes are not a JSON object, or it exceeds a limit. The bytes after it cannot be read. */
public final class FramingException extends Exception {
    private static final long serialVersionUID = 1L;

    public FramingException(String message) {
        super(message);
    }
}
