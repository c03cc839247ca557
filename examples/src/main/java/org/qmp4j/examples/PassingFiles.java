package org.qmp4j.examples;

import java.io.FileDescriptor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.qmp4j.client.BlockNodes;
import org.qmp4j.client.CallOptions;
import org.qmp4j.client.QmpClient;
import org.qmp4j.descriptors.Descriptors;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.part.MachineType;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;

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
            JsonNode set = vm.execute(RawCommand.named("add-fd"), withFile);
            vm.execute(RawCommand.named("blockdev-add")
                    .with("driver", "file")
                    .with("node-name", "disk0")
                    .with("filename", "/dev/fdset/" + set.path("fdset-id")));

            RawCommand list = RawCommand.named("query-named-block-nodes");
            JsonNode node = BlockNodes.query(vm, list).orElseThrow().get(0);
            System.out.println(node.at("/node-name") + ": " + node.at("/image/virtual-size") + " bytes");
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
            vm.client().execute(RawCommand.named("getfd").with("fdname", "log"), withOutput);
        }
        // end::machine
    }
}
