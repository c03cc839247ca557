package org.qmp4j.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "qemu -accel kvm -accel tcg,thread=single -S | kvm, else tcg",
                "qemu -machine q35,accel=kvm:tcg | kvm, else tcg",
                "qemu -enable-kvm | kvm",
                "qemu -S | QEMU's default",
            })
    void theMessageAlwaysNamesTheAccelerator(String command, String names) {
        String note = Launch.acceleratorNote(new CommandLine(List.of(command.split(" "))), true);

        assertThat(note).startsWith("accelerator: " + names + ", set by the part Accelerator");
    }
}
