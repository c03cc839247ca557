package org.qmp4j.client;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.session.SessionEnd;

/** Why a connection ended. Immutable. */
public final class CloseReason {
    private final SessionEnd end;

    CloseReason(SessionEnd end) {
        this.end = end;
    }

    /** For people: {@code unix:/run/vm.qmp: the peer closed the connection after SHUTDOWN (host-qmp-quit)}. */
    public String message() {
        return end.message();
    }

    /**
     * The reason in QEMU's last SHUTDOWN event, {@code "guest-shutdown"} for example; empty if none came, for example because QEMU
     * crashed, and for a guest agent.
     */
    public Optional<String> shutdownReason() {
        return end.shutdownReason();
    }

    /** Whether {@code close()} was called. */
    public boolean byThisProgram() {
        return end.byThisProgram();
    }

    /** Whether the peer stopped answering: its host did not answer TCP, or QEMU did not answer a liveness probe. */
    public boolean unresponsive() {
        return end.unresponsive();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CloseReason that && end.equals(that.end);
    }

    @Override
    public int hashCode() {
        return end.hashCode();
    }

    /** The message. */
    @Override
    public String toString() {
        return message();
    }
}
