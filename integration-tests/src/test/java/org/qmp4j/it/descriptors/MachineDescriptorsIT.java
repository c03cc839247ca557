package org.qmp4j.it.descriptors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.descriptors.Descriptors;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.Programs;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.MachineBuilder;
import org.qmp4j.machine.error.MachineStartException;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.part.MachineType;
import org.qmp4j.protocol.RawCommand;

/** Descriptors are passed to a QEMU that {@link Machine} has started. */
@ExtendWith(NoLeaks.class)
class MachineDescriptorsIT {
    @TempDir
    private Path folder;

    private static MachineBuilder bare() {
        return Machine.builder()
                .qemu(QemuInstallation.of(Programs.qemu("qemu-system-x86_64")))
                .with(MachineType.of("none"));
    }

    private void passAFile(QmpClient client) throws Exception {
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("image").toFile(), "rw")) {
            CallOptions withFile = CallOptions.DEFAULT.withDescriptors(List.of(file.getFD()));
            assertThat(client.execute(RawCommand.named("add-fd").with("fdset-id", 5), withFile)
                            .path("fdset-id")
                            .intValue())
                    .isEqualTo(5);
        }
    }

    @Test
    void theClientOfTheMachinePassesAFile() throws Exception {
        try (Machine vm = bare().monitorEndpoint(Descriptors::unix).start()) {
            passAFile(vm.client());
        }
    }

    @Test
    void aClientOfTheAttachSocketPassesAFile() throws Exception {
        try (Machine vm = bare().attachable().start();
                QmpClient client =
                        QmpClient.connect(Descriptors.unix(vm.attachSocket().orElseThrow()))) {
            passAFile(client);
        }
    }

    @Test
    void aQemuThatExitsBeforeItListensIsReportedWithItsOutput() {
        MachineStartException failed = catchThrowableOfType(
                MachineStartException.class,
                () -> bare().monitorEndpoint(Descriptors::unix)
                        .arguments("-device", "nosuch")
                        .start());

        assertThat(failed).hasMessageContaining("exited with code 1 before its monitor was ready");
        assertThat(failed.output()).contains("nosuch").contains("is not a valid device");
    }

    @Test
    void aQemuThatExitsAfterItListensIsReportedWithItsOutput() {
        MachineStartException failed = catchThrowableOfType(
                MachineStartException.class,
                () -> bare().monitorEndpoint(Descriptors::unix)
                        .with(machine -> machine.arguments("-incoming", "nosuch:"))
                        .start());

        assertThat(failed.exitCode()).hasValue(1);
        assertThat(failed.output()).contains("nosuch:");
    }
}
