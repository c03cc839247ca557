package org.qmp4j.it.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.MachineBuilder;
import org.qmp4j.machine.part.Disk;
import org.qmp4j.machine.part.MachineType;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;

/** A disk's name is the id of its device and the name of its block node. */
@ExtendWith(NoLeaks.class)
class DiskNamesIT {
    @TempDir
    private Path folder;

    private Path image;

    @BeforeEach
    void makeImage() throws Exception {
        image = folder.resolve("disk.raw");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(1 << 20);
        }
    }

    private static MachineBuilder pc() {
        return TestMachines.bare().with(MachineType.of("pc")).arguments("-S", "-device", "virtio-scsi-pci");
    }

    @Test
    void disksAreNumberedOrHaveTheirOwnNames() {
        try (Machine vm = pc().with(
                        Disk.raw(image).asReadOnly(),
                        Disk.raw(image).withOverlay().name("data"),
                        Disk.raw(image).device("scsi-hd").asReadOnly())
                .start()) {
            List<String> nodes = new ArrayList<>();
            List<String> devices = new ArrayList<>();
            vm.client().execute(RawCommand.named("query-block")).forEach(block -> {
                nodes.add(block.at("/inserted/node-name").asString());
                devices.add(block.path("qdev").asString());
            });

            assertThat(nodes).containsExactlyInAnyOrder("disk0", "data", "disk1");
            assertThat(devices)
                    .containsExactlyInAnyOrder(
                            "/machine/peripheral/disk0/virtio-backend",
                            "/machine/peripheral/data/virtio-backend",
                            "disk1");
            assertThat(vm.client()
                            .execute(RawCommand.named("qom-get")
                                    .with("path", "/machine/peripheral/data")
                                    .with("property", "type"))
                            .asString())
                    .isEqualTo("virtio-blk-pci");
        }
    }

    @Test
    void aDiskIsResizedByItsNodeAndRemovedByItsDevice() throws Exception {
        try (Machine vm =
                pc().with(Disk.raw(image).device("scsi-hd").name("data")).start()) {
            QmpClient client = vm.client();

            client.execute(
                    RawCommand.named("block_resize").with("node-name", "data").with("size", 2 << 20));
            assertThat(image).hasSize(2 << 20);

            try (EventSubscription<RawEvent> deleted = client.events("DEVICE_DELETED")) {
                client.execute(RawCommand.named("device_del").with("id", "data"));
                assertThat(deleted.next(Await.PATIENCE).data().path("device").asString())
                        .isEqualTo("data");
            }
            client.execute(RawCommand.named("blockdev-del").with("node-name", "data"));
        }
    }

    @Test
    void twoDisksWithTheSameNameAreRejectedBeforeQemuStarts() {
        assertThatThrownBy(() -> pc().with(Disk.raw(image), Disk.raw(image).name("disk0"))
                        .start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two parts of the machine have the id 'disk0': rename one of them");
    }
}
