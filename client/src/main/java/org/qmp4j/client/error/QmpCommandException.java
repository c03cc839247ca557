package org.qmp4j.client.error;

import org.qmp4j.protocol.ErrorClass;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.PeerText;

/**
 * The peer answered with an error: {@code {"error": {"class": "CommandNotFound", "desc": "The command x has not been
 * found"}}}. That does not prove that nothing happened: some commands fail half way.
 *
 * @see <a href="https://www.qemu.org/docs/master/interop/qmp-spec.html#error">qmp-spec, "Error"</a>
 */
public class QmpCommandException extends QmpCallException {
    private static final long serialVersionUID = 1L;

    private final String errorClassName;
    private final String description;
    private final String id;

    /**
     * An exception from an error reply.
     *
     * @param id the command's id on the wire; empty if the peer answered without one
     * @param description the peer's text, without secrets: the message of this exception repeats it
     */
    public QmpCommandException(String command, String endpoint, String id, ErrorClass errorClass, String description) {
        this(new Rejection(command, endpoint, id, errorClass, description), description);
    }

    /**
     * An exception from an error reply that repeats secrets of the command.
     *
     * @param shown the description with masked secrets, for the message of this exception
     */
    public QmpCommandException(Rejection rejection, String shown) {
        super(
                rejection.command() + ": "
                        + PeerText.quote(rejection.errorClass().wireName()) + ": " + PeerText.quote(shown),
                new FailedCall(rejection.command(), rejection.endpoint(), Outcome.REJECTED),
                null);
        this.errorClassName = rejection.errorClass().wireName();
        this.description = rejection.description();
        this.id = rejection.id();
    }

    /**
     * An error reply.
     *
     * @param id the command's id on the wire; empty if the peer answered without one
     * @param description the peer's text, unchanged
     */
    public record Rejection(String command, String endpoint, String id, ErrorClass errorClass, String description) {}

    /** The error's class; {@link ErrorClass#GENERIC_ERROR} for most. */
    public ErrorClass errorClass() {
        return ErrorClass.of(errorClassName);
    }

    /**
     * The peer's description of the error, for people: never parse it. It is unchanged, up to the 8 KiB that the client decodes:
     * it may contain control characters, and secrets, because QEMU's errors repeat arguments. {@link #getMessage()} has up to 4 KiB
     * of it, escaped, with masked secrets ({@link org.qmp4j.protocol.Secrets}): use that for logs.
     */
    public String description() {
        return description;
    }

    /** The command's id on the wire, for finding it in a log; empty where the peer answered without one. */
    public String id() {
        return id;
    }
}
