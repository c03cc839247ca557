package org.qmp4j.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.qmp4j.examples.Quickstart;
import org.qmp4j.it.support.RealQemu;

class QuickstartIT {
    @Test
    void theSampleOfTheReadmePrintsWhatTheReadmeShows() throws Exception {
        try (RealQemu qemu = RealQemu.start("-S")) {
            String address = qemu.path("qmp").toString();
            List<String> lines = Printed.by(() -> Quickstart.main(new String[] {address}))
                    .lines()
                    .toList();
            assertThat(lines).hasSize(4);
            assertThat(lines.get(0)).matches("QEMU \\d+\\.\\d+\\.\\d+.*");
            assertThat(lines.get(1)).isEqualTo("prelaunch");
            assertThat(lines.get(2)).isEqualTo("RESUME");
            assertThat(lines.get(3)).isEqualTo("REJECTED: device_del: DeviceNotFound: Device 'disk1' not found");
        }
    }
}
