package org.qmp4j.client.observer;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a connection ended. Immutable. */
public final class CloseReason {
    private final String message;
    private final Optional<String> shutdownReason;
    private final Kind kind;

    /** Which side ended the connection. */
    public enum Kind {
        /** This program called {@code close()}. */
        BY_THIS_PROGRAM,
        /** The peer closed the connection, or it broke, or this program could not go on with it. */
        LOST,
        /** The peer stopped answering: its host did not answer TCP, or QEMU did not answer a liveness probe. */
        UNRESPONSIVE
    }

    /**
     * A reason.
     *
     * @param message for people
     * @param shutdownReason the reason in QEMU's last SHUTDOWN event, if one came
     */
    public CloseReason(Kind kind, String message, Optional<String> shutdownReason) {
        this.kind = kind;
        this.message = message;
        this.shutdownReason = shutdownReason;
    }

    /** Which side ended the connection. */
    public Kind kind() {
        return kind;
    }

    /** For people: {@code unix:/run/vm.qmp: the peer closed the connection after SHUTDOWN (host-qmp-quit)}. */
    public String message() {
        return message;
    }

    /**
     * The reason in QEMU's last SHUTDOWN event, {@code "guest-shutdown"} for example; empty if none came, for example because QEMU
     * crashed, and for a guest agent.
     */
    public Optional<String> shutdownReason() {
        return shutdownReason;
    }

    /** Whether {@code close()} was called. */
    public boolean byThisProgram() {
        return kind == Kind.BY_THIS_PROGRAM;
    }

    /** Whether the peer stopped answering: its host did not answer TCP, or QEMU did not answer a liveness probe. */
    public boolean unresponsive() {
        return kind == Kind.UNRESPONSIVE;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CloseReason that
                && kind == that.kind
                && message.equals(that.message)
                && shutdownReason.equals(that.shutdownReason);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, message, shutdownReason);
    }

    /** The message. */
    @Override
    public String toString() {
        return message;
    }
}
