package org.qmp4j.examples;

// tag::own-test
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.qmp4j.qemu.QemuCommands.cont;
import static org.qmp4j.qemu.QemuCommands.queryStatus;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.qemu.type.RunState;

class OwnCodeIT {
    private static final String QEMU = Path.of(System.getProperty("qmp4j.qemu.bin", ""), "qemu-system-x86_64")
            .toString();

    private static final Endpoint MACHINE = Endpoint.process(
            List.of(QEMU, "-machine", "none", "-nodefaults", "-display", "none", "-S", "-qmp", "stdio"));

    @Test
    void aStoppedMachineRunsAfterCont() {
        try (QmpClient vm = QmpClient.connect(MACHINE)) {
            vm.execute(cont());
            assertEquals(RunState.RUNNING, vm.execute(queryStatus()).status());
        }
    }
}
// end::own-test
