package org.qmp4j.client.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.PeerText;
import tools.jackson.core.JacksonException;

/**
 * Stands for a cause whose message repeats what a peer sent, and must not be printed as it is. A stack trace shows it as the cause
 * that it stands for.
 */
final class PrintableCause extends Exception {
    private static final long serialVersionUID = 1L;

    private final String className;

    private PrintableCause(Throwable original, String message) {
        super(message, of(original.getCause()));
        this.className = original.getClass().getName();
        setStackTrace(original.getStackTrace());
    }

    /** The cause itself where it and its own causes can be printed. */
    static @Nullable Throwable of(@Nullable Throwable cause) {
        return cause == null || isPrintable(cause) ? cause : new PrintableCause(cause, PeerText.quote(message(cause)));
    }

    private static boolean isPrintable(Throwable cause) {
        if (cause instanceof QmpException) {
            // So are its causes.
            return true;
        }
        Throwable next = cause.getCause();
        return PeerText.quote(message(cause)).equals(message(cause)) && (next == null || isPrintable(next));
    }

    private static String message(Throwable cause) {
        // Jackson adds a line that names the place, and nothing of the text.
        return Optional.ofNullable(
                        cause instanceof JacksonException json ? json.getOriginalMessage() : cause.getMessage())
                .orElse("");
    }

    /** As the cause that it stands for is shown; {@link #getMessage()} alone would show the name of this class. */
    @Override
    @SuppressWarnings("OverrideThrowableToString")
    public String toString() {
        return className + ": " + getMessage();
    }
}
