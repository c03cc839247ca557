package org.qmp4j.client.error;

import org.qmp4j.protocol.ErrorClass;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.PeerText;

/**
 * The peer answered with an error: {@code {"error": {"class": "CommandNotFound", "desc": "The command x has not been
 * found"}}}. That does not mean that nothing happened.
 *
 * @see <a href="https://www.qemu.org/docs/master/interop/qmp-spec.html#error">qmp-spec, "Error"</a>
 */
public class QmpCommandException extends QmpException {
    private static final long serialVersionUID = 1L;

    private final String errorClassName;
    private final String description;
    private final String commandName;
    private final String id;

    /**
     * An exception from an error reply.
     *
     * @param id the command's id on the wire; empty if the peer answered without one
     * @param description without secrets: the message of this exception repeats it
     */
    public QmpCommandException(String commandName, String id, ErrorClass errorClass, String description) {
        this(commandName, id, errorClass, description, description);
    }

    /**
     * An exception from an error reply that repeats secrets of the command.
     *
     * @param id the command's id on the wire; empty if the peer answered without one
     * @param shown the description with masked secrets, for the message of this exception
     */
    public QmpCommandException(String commandName, String id, ErrorClass errorClass, String description, String shown) {
        super(
                commandName + ": " + PeerText.quote(errorClass.wireName()) + ": " + PeerText.quote(shown),
                Outcome.REJECTED,
                null);
        this.errorClassName = errorClass.wireName();
        this.description = description;
        this.commandName = commandName;
        this.id = id;
    }

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

    /** The command that was refused. */
    public String commandName() {
        return commandName;
    }

    /** The command's id on the wire, for finding it in a log; empty where the peer answered without one. */
    public String id() {
        return id;
    }
}
