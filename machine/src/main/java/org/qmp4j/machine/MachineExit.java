package org.qmp4j.machine;

import java.util.Optional;
import java.util.Set;
import org.qmp4j.protocol.PeerText;

/**
 * How a machine has ended.
 *
 * @param exitCode the process's exit code, 128 and the signal's number after a signal
 * @param shutdownReason the reason in QEMU's SHUTDOWN event: {@code guest-shutdown}, {@code host-qmp-quit}, {@code
 *     host-signal}; empty where none came
 * @param endedBy the step that this program had come to when it ended; empty if it ended by itself
 * @param words what QEMU has said on its standard error and output, without the secrets of its command line; of much the end
 */
public record MachineExit(int exitCode, Optional<String> shutdownReason, Optional<ShutdownStep> endedBy, String words) {
    private static final int SIGNALLED = 128;
    private static final int SIGKILL = 9;
    // SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS: signal(7), x86 and Arm.
    private static final Set<Integer> SIGNALS_OF_A_CRASH = Set.of(4, 5, 6, 7, 8, 11, 31);

    /** What kind of end it was. */
    public enum Kind {
        /** In order: by the guest, by {@code quit}, or by a signal that QEMU obeyed. */
        ORDERLY,
        /** QEMU gave up, with an exit code and its words. */
        FAILED,
        /** QEMU crashed: SIGSEGV, SIGABRT and their like. */
        CRASHED,
        /** By a signal that QEMU cannot obey, such as SIGKILL, from this program or from somebody else. */
        KILLED
    }

    /** What kind of end it was. */
    public Kind kind() {
        if (exitCode == 0) {
            return Kind.ORDERLY;
        }
        int signal = signal().orElse(0);
        if (signal == 0) {
            return Kind.FAILED;
        }
        return SIGNALS_OF_A_CRASH.contains(signal) ? Kind.CRASHED : Kind.KILLED;
    }

    /** The number of the signal that ended the process; empty if none did. */
    public Optional<Integer> signal() {
        return exitCode > SIGNALLED ? Optional.of(exitCode - SIGNALLED) : Optional.empty();
    }

    /** What happened, in a sentence: {@code QEMU ended in order (guest-shutdown)}. */
    @Override
    public String toString() {
        String reason =
                shutdownReason.map(given -> " (" + PeerText.quote(given) + ")").orElse("");
        String said = words.isBlank() ? "" : ":" + PeerText.output(words);
        return switch (kind()) {
            case ORDERLY -> "QEMU ended in order" + reason;
            case FAILED -> "QEMU ended with code " + exitCode + reason + said;
            case CRASHED -> "QEMU crashed, by signal " + (exitCode - SIGNALLED) + said;
            case KILLED ->
                exitCode - SIGNALLED == SIGKILL
                        ? "QEMU was killed (SIGKILL)" + said
                        : "QEMU was ended by signal " + (exitCode - SIGNALLED) + said;
        };
    }
}
