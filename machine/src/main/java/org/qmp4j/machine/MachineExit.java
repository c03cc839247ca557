package org.qmp4j.machine;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.qmp4j.protocol.PeerText;

/** How a machine has ended. Immutable. */
public final class MachineExit {
    private static final int SIGNALLED = 128;
    private static final int SIGKILL = 9;
    // SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS: signal(7), x86 and Arm.
    private static final Set<Integer> CRASH_SIGNALS = Set.of(4, 5, 6, 7, 8, 11, 31);

    private final OptionalInt exitCode;
    private final Optional<String> shutdownReason;
    private final Optional<ShutdownStep> endedBy;
    private final String output;

    /** The kind of an exit. */
    public enum Kind {
        /** A normal exit: by the guest, by {@code quit}, or by a signal that QEMU handled. */
        ORDERLY,
        /** QEMU exited with an error. */
        FAILED,
        /** QEMU crashed, by SIGSEGV, SIGABRT or a similar signal. */
        CRASHED,
        /** A signal that QEMU does not handle, such as SIGKILL, from this program or another one. */
        KILLED,
        /** QEMU of an attached machine has exited without a SHUTDOWN event. */
        UNKNOWN
    }

    MachineExit(OptionalInt exitCode, Optional<String> shutdownReason, Optional<ShutdownStep> endedBy, String output) {
        this.exitCode = exitCode;
        this.shutdownReason = shutdownReason;
        this.endedBy = endedBy;
        this.output = Objects.requireNonNull(output);
    }

    /**
     * The exit code, 128 and the signal's number after a signal; empty for a machine that was {@linkplain Machine#attach attached}:
     * the kernel reports it only to the process that has started QEMU.
     */
    public OptionalInt exitCode() {
        return exitCode;
    }

    /**
     * The reason in QEMU's SHUTDOWN event: {@code guest-shutdown}, {@code host-qmp-quit}, {@code host-signal}; empty if there was no
     * such event.
     */
    public Optional<String> shutdownReason() {
        return shutdownReason;
    }

    /** The step of the shutdown by this program during which QEMU exited; empty if QEMU exited by itself. */
    public Optional<ShutdownStep> endedBy() {
        return endedBy;
    }

    /** QEMU's standard error and output, without the secrets of its command line; the end of a long output. */
    public String output() {
        return output;
    }

    /** The kind of the exit. For an attached machine it is deduced from the SHUTDOWN event and from {@link #endedBy()}. */
    public Kind kind() {
        if (exitCode.isEmpty()) {
            return kindWithoutCode();
        }
        if (exitCode.getAsInt() == 0) {
            return Kind.ORDERLY;
        }
        int signal = signal().orElse(0);
        if (signal == 0) {
            return Kind.FAILED;
        }
        return CRASH_SIGNALS.contains(signal) ? Kind.CRASHED : Kind.KILLED;
    }

    private Kind kindWithoutCode() {
        if (shutdownReason.isPresent()) {
            return Kind.ORDERLY;
        }
        return endedBy.filter(ShutdownStep.KILL::equals).isPresent() ? Kind.KILLED : Kind.UNKNOWN;
    }

    /** The number of the signal that ended the process; empty if there was none, or if it is not known. */
    public OptionalInt signal() {
        int code = exitCode.orElse(0);
        return code > SIGNALLED ? OptionalInt.of(code - SIGNALLED) : OptionalInt.empty();
    }

    /** What happened, in a sentence: {@code QEMU exited normally (guest-shutdown)}. */
    @Override
    public String toString() {
        String reason =
                shutdownReason.map(given -> " (" + PeerText.quote(given) + ")").orElse("");
        String quoted = output.isBlank() ? "" : ":" + PeerText.output(output);
        return switch (kind()) {
            case ORDERLY -> "QEMU exited normally" + reason;
            case FAILED -> "QEMU exited with code " + exitCode.orElse(0) + reason + quoted;
            case CRASHED -> "QEMU crashed, by signal " + signal().orElse(0) + quoted;
            case KILLED ->
                signal().orElse(SIGKILL) == SIGKILL
                        ? "QEMU was killed (SIGKILL)" + quoted
                        : "QEMU was killed by signal " + signal().orElse(0) + quoted;
            case UNKNOWN -> "QEMU exited; its exit code is not known";
        };
    }
}
