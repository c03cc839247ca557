package org.qmp4j.machine.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskTest {
    private static final Disk DISK = Disk.qcow2(Path.of("/vm.qcow2"));

    @Test
    void eachMethodKeepsTheOtherSettings() {
        assertThat(DISK.name("data").device("scsi-hd").withOverlay())
                .hasToString("Disk[image=/vm.qcow2, format=qcow2, device=scsi-hd, use=OVERLAY, name=data]");
        assertThat(DISK.asReadOnly().name("data").name()).contains("data");
        assertThat(DISK).hasToString("Disk[image=/vm.qcow2, format=qcow2, device=virtio-blk-pci, use=READ_WRITE]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "disk0", "Root.Disk-1_x", "a234567890123456789012345678901"})
    void aNameThatQemuAcceptsIsAccepted(String name) {
        assertThat(DISK.name(name).name()).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0disk", "a b", "a,b", "a=b", "#block1", "../a", "a2345678901234567890123456789012"})
    void aNameThatQemuWouldRejectIsRejected(String name) {
        assertThatThrownBy(() -> DISK.name(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'");
    }
}
