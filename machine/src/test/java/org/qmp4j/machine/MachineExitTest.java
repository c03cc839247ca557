package org.qmp4j.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineExitTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|ORDERLY|QEMU exited normally",
                "1|FAILED|QEMU exited with code 1: no such disk",
                "134|CRASHED|QEMU crashed, by signal 6: no such disk",
                "139|CRASHED|QEMU crashed, by signal 11: no such disk",
                "137|KILLED|QEMU was killed (SIGKILL): no such disk",
                "129|KILLED|QEMU was killed by signal 1: no such disk"
            })
    void theExitCodeDeterminesTheKind(int code, MachineExit.Kind kind, String sentence) {
        MachineExit exit = exit(OptionalInt.of(code), null, null, "no such disk\n");

        assertThat(exit.kind()).isEqualTo(kind);
        assertThat(exit).hasToString(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "host-qmp-quit|QUIT|ORDERLY|QEMU exited normally (host-qmp-quit)",
                "guest-shutdown||ORDERLY|QEMU exited normally (guest-shutdown)",
                "|KILL|KILLED|QEMU was killed (SIGKILL)",
                "|QUIT|UNKNOWN|QEMU exited; its exit code is not known",
                "||UNKNOWN|QEMU exited; its exit code is not known"
            })
    void withoutAnExitCodeTheEventAndTheStepDetermineTheKind(
            @Nullable String reason, @Nullable ShutdownStep step, MachineExit.Kind kind, String sentence) {
        MachineExit exit = exit(OptionalInt.empty(), reason, step, "");

        assertThat(exit.kind()).isEqualTo(kind);
        assertThat(exit.signal()).isEmpty();
        assertThat(exit).hasToString(sentence);
    }

    private static MachineExit exit(
            OptionalInt code, @Nullable String reason, @Nullable ShutdownStep step, String output) {
        return new MachineExit(code, Optional.ofNullable(reason), Optional.ofNullable(step), output);
    }
}
