package org.qmp4j.examples;

import static org.qmp4j.qemu.QemuCommands.addFd;
import static org.qmp4j.qemu.QemuCommands.blockdevAdd;
import static org.qmp4j.qemu.QemuCommands.getfd;
import static org.qmp4j.qemu.QemuCommands.queryNamedBlockNodes;

import java.io.FileDescriptor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.qmp4j.client.BlockNodes;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.descriptors.Descriptors;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.part.MachineType;
import org.qmp4j.qemu.type.AddfdInfo;
import org.qmp4j.qemu.type.BlockDeviceInfo;
import org.qmp4j.qemu.type.BlockdevOptions;
import org.qmp4j.qemu.type.BlockdevOptionsFile;

/** The samples of {@code docs/guide/descriptors.md}. */
public final class PassingFiles {
    private PassingFiles() {}

    static void image(String address) throws IOException {
        // tag::image
        Path image = Files.createTempFile("disk", ".raw");
        try (QmpClient vm = QmpClient.connect(Descriptors.unix(Path.of(address)));
                RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(64 << 20);
            // From here on the file has no name, so QEMU could not open it.
            Files.delete(image);

            CallOptions withFile = CallOptions.DEFAULT.withDescriptors(List.of(file.getFD()));
            AddfdInfo set = vm.execute(addFd(), withFile);
            BlockdevOptions disk = BlockdevOptions.builder()
                    .nodeName("disk0")
                    .file(BlockdevOptionsFile.of("/dev/fdset/" + set.fdsetId()));
            vm.execute(blockdevAdd(disk));

            BlockDeviceInfo node =
                    BlockNodes.query(vm, queryNamedBlockNodes()).orElseThrow().get(0);
            System.out.println(
                    node.nodeName().orElseThrow() + ": " + node.image().virtualSize() + " bytes");
        } finally {
            // Deleted already, unless connecting failed.
            Files.deleteIfExists(image);
        }
        // end::image
    }

    static void machine() {
        // tag::machine
        try (Machine vm = Machine.builder()
                .with(MachineType.of("none"))
                .monitorEndpoint(Descriptors::unix)
                .start()) {
            CallOptions withOutput = CallOptions.DEFAULT.withDescriptors(List.of(FileDescriptor.out));
            vm.client().execute(getfd("log"), withOutput);
        }
        // end::machine
    }
}
