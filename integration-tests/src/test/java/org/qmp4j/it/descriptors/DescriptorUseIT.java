package org.qmp4j.it.descriptors;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.descriptors.Descriptors;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;

/** The uses of passed descriptors. */
@ExtendWith(NoLeaks.class)
class DescriptorUseIT {
    private static final Pattern PPM = Pattern.compile("P6\n(\\d+) (\\d+)\n255\n");
    private static final String[] SMALL_MACHINE = {"-machine", "pc", "-m", "16", "-S"};
    private static final String[] WITH_SCREEN = {"-machine", "pc", "-m", "16", "-S", "-vga", "std"};

    private static QmpClient connect(RealQemu qemu) {
        return QmpClient.connect(Descriptors.unix(qemu.path("qmp")));
    }

    private static CallOptions with(FileDescriptor descriptor) {
        return CallOptions.DEFAULT.withDescriptors(List.of(descriptor));
    }

    @Test
    void anOpenImageIsAttachedThroughItsFdSet() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = connect(qemu);
                RandomAccessFile image = new RandomAccessFile(qemu.path("image").toFile(), "rw")) {
            image.setLength(1 << 20);
            JsonNode added = client.execute(RawCommand.named("add-fd").with("fdset-id", 5), with(image.getFD()));
            assertThat(added.path("fdset-id").intValue()).isEqualTo(5);
            client.execute(RawCommand.named("blockdev-add")
                    .with("driver", "file")
                    .with("node-name", "disk")
                    .with("filename", "/dev/fdset/5"));
            JsonNode nodes = client.execute(RawCommand.named("query-named-block-nodes"));
            assertThat(nodes.path(0).path("image").path("virtual-size").intValue())
                    .isEqualTo(1 << 20);
            client.execute(RawCommand.named("blockdev-del").with("node-name", "disk"));
            client.execute(RawCommand.named("remove-fd").with("fdset-id", 5));
        }
    }

    @Test
    void aMachineMigratesIntoAConnectedSocket() throws Exception {
        try (RealQemu source = RealQemu.start(SMALL_MACHINE);
                RealQemu target = RealQemu.start("-machine", "pc", "-m", "16", "-S", "-incoming", "unix:{}/in");
                QmpClient from = connect(source);
                QmpClient to = connect(target);
                // Closing it would shut it down for QEMU, too, so it stays open until the end.
                AFUNIXSocket socket = AFUNIXSocket.connectTo(AFUNIXSocketAddress.of(target.path("in")))) {
            from.execute(RawCommand.named("getfd").with("fdname", "out"), with(socket.getFileDescriptor()));
            from.execute(RawCommand.named("migrate").with("uri", "fd:out"));
            awaitMigrated(from);
            awaitMigrated(to);
            assertThat(status(from)).isEqualTo("postmigrate");
            assertThat(status(to)).isIn("prelaunch", "paused");
        }
    }

    private static void awaitMigrated(QmpClient client) throws Exception {
        Await.until("migrated", () -> {
            JsonNode migration = client.execute(RawCommand.named("query-migrate"));
            String state = migration.path("status").stringValue("");
            assertThat(state).as(() -> migration.toString()).isNotEqualTo("failed");
            return state.equals("completed");
        });
    }

    private static String status(QmpClient client) {
        return client.execute(RawCommand.named("query-status")).path("status").stringValue();
    }

    @Test
    void aScreenshotIsWrittenIntoAFileWithoutAName() throws Exception {
        try (RealQemu qemu = RealQemu.start(WITH_SCREEN);
                QmpClient client = connect(qemu);
                FileOutputStream out = new FileOutputStream(qemu.path("picture").toFile());
                FileInputStream in = new FileInputStream(qemu.path("picture").toFile())) {
            Files.delete(qemu.path("picture"));
            screendump(client, out.getFD());
            byte[] pixels = in.readAllBytes();
            Matcher header = PPM.matcher(new String(pixels, ISO_8859_1));
            assertThat(header.lookingAt()).isTrue();
            int size = 3 * Integer.parseInt(header.group(1)) * Integer.parseInt(header.group(2));
            assertThat(size).isPositive();
            assertThat(pixels).hasSize(header.end() + size);
        }
    }

    @Test
    @DisplayName("fact 26: QEMU empties what screendump writes to, and a pipe cannot be emptied")
    void fact26_qemuDoesNotWriteAScreenshotIntoAPipe() throws Exception {
        try (RealQemu qemu = RealQemu.start(WITH_SCREEN);
                QmpClient client = connect(qemu)) {
            Path pipe = pipeIn(qemu);
            try (RandomAccessFile reader = new RandomAccessFile(pipe.toFile(), "rw");
                    FileOutputStream out = new FileOutputStream(pipe.toFile())) {
                assertThatExceptionOfType(QmpCommandException.class)
                        .isThrownBy(() -> screendump(client, out.getFD()))
                        .withMessageMatching(".*'/dev/fdset/1': Invalid argument|.*Failed to dup\\(\\) given.*");
                assertThat(reader.getFD().valid()).isTrue();
            }
        }
    }

    private static void screendump(QmpClient client, FileDescriptor into) {
        client.execute(RawCommand.named("add-fd").with("fdset-id", 1), with(into));
        try {
            client.execute(RawCommand.named("screendump").with("filename", "/dev/fdset/1"));
        } finally {
            client.execute(RawCommand.named("remove-fd").with("fdset-id", 1));
        }
    }

    private static Path pipeIn(RealQemu qemu) throws Exception {
        Path pipe = qemu.path("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        return pipe;
    }

    @Test
    void aMemoryDumpIsWrittenIntoAPipe() throws Exception {
        try (RealQemu qemu = RealQemu.start(SMALL_MACHINE);
                QmpClient client = connect(qemu)) {
            Path pipe = pipeIn(qemu);
            CompletableFuture<byte[]> memory = Await.inBackground(() -> {
                // Up to JDK 17 the bare stream first queries its position, which a pipe does not have.
                try (InputStream in = new BufferedInputStream(new FileInputStream(pipe.toFile()))) {
                    return in.readAllBytes();
                }
            });
            try (FileOutputStream out = new FileOutputStream(pipe.toFile())) {
                client.execute(RawCommand.named("getfd").with("fdname", "dump"), with(out.getFD()));
            }
            client.execute(
                    RawCommand.named("dump-guest-memory").with("paging", false).with("protocol", "fd:dump"));
            byte[] dump = memory.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(dump).startsWith(0x7f, 'E', 'L', 'F').hasSizeGreaterThan(16 << 20);
        }
    }
}
