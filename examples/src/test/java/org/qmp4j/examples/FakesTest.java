package org.qmp4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qmp4j.qemu.QemuCommands.closefd;
import static org.qmp4j.qemu.QemuCommands.getfd;
import static org.qmp4j.qemu.QemuCommands.queryName;
import static org.qmp4j.qemu.QemuCommands.queryStatus;

import java.io.FileInputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.descriptors.Descriptors;
import org.qmp4j.fake.FakeQemu;
import org.qmp4j.qemu.type.RunState;

class FakesTest {
    @TempDir
    Path folder;

    @Test
    void theExampleOfTheGuideRuns() {
        try (FakeQemu qemu = Fakes.built(folder);
                QmpClient vm = QmpClient.connect(Endpoint.unix(folder.resolve("second")))) {
            assertThat(qemu.path()).isEqualTo(folder.resolve("qmp"));
            assertThat(vm.greeting().version()).hasToString("7.2.0");
            assertThat(vm.isOutOfBandEnabled()).isFalse();
            assertThat(vm.execute(queryName()).name()).contains("vm1");
            assertThat(vm.execute(queryStatus()).status()).isEqualTo(RunState.PRELAUNCH);
        }
    }

    @Test
    void theExampleWithDescriptorsRuns() throws Exception {
        Path socket = folder.resolve("qmp");
        try (FakeQemu qemu = Fakes.withDescriptors(socket);
                QmpClient vm = QmpClient.connect(Descriptors.unix(socket));
                FileInputStream file = new FileInputStream("/dev/null")) {
            vm.execute(getfd("mine"), CallOptions.DEFAULT.withDescriptors(List.of(file.getFD())));
            vm.execute(closefd("mine"));
            assertThat(qemu.received("getfd")).hasSize(1);
        }
    }
}
