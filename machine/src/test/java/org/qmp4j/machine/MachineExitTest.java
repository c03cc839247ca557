package org.qmp4j.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineExitTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|ORDERLY|QEMU ended in order",
                "1|FAILED|QEMU ended with code 1: no such disk",
                "134|CRASHED|QEMU crashed, by signal 6: no such disk",
                "139|CRASHED|QEMU crashed, by signal 11: no such disk",
                "137|KILLED|QEMU was killed (SIGKILL): no such disk",
                "129|KILLED|QEMU was ended by signal 1: no such disk"
            })
    void theExitCodeTellsTheKind(int code, MachineExit.Kind kind, String sentence) {
        MachineExit exit = new MachineExit(code, Optional.empty(), Optional.empty(), "no such disk\n");

        assertThat(exit.kind()).isEqualTo(kind);
        assertThat(exit).hasToString(sentence);
    }
}
