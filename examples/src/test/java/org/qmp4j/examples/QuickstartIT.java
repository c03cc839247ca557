package org.qmp4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.transport.Endpoint;

class QuickstartIT {
    @Test
    void theReadmesExampleDoesWhatItSays() {
        try (RealQemu qemu = RealQemu.listening()) {
            waitFor(qemu);
            List<String> lines = Printed.by(() -> Quickstart.main(new String[] {qemu.address()}))
                    .lines()
                    .toList();
            assertThat(lines).hasSize(4);
            assertThat(lines.get(0)).matches("QEMU \\d+\\.\\d+\\.\\d+.*");
            assertThat(lines.get(1)).contains("\"running\":false").contains("\"status\":\"prelaunch\"");
            assertThat(lines.get(2)).isEqualTo("RESUME");
            assertThat(lines.get(3)).isEqualTo("REJECTED: device_del: DeviceNotFound: Device 'disk1' not found");
        }
    }

    private static void waitFor(RealQemu qemu) {
        QmpClient.connect(Endpoint.unix(qemu.address()), RealQemu.PATIENT).close();
    }
}
