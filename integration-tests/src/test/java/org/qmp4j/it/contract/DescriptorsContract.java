package org.qmp4j.it.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
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
import org.qmp4j.it.support.QemuUnderTest;
import org.qmp4j.protocol.RawCommand;

/** Open files that are passed to QEMU, and how QEMU uses and closes them. */
@ExtendWith(NoLeaks.class)
abstract class DescriptorsContract {
    private static final String GETFD = "{\"execute\":\"getfd\",\"arguments\":{\"fdname\":\"mine\"}}";
    private static final String CLOSEFD = "{\"execute\":\"closefd\",\"arguments\":{\"fdname\":\"mine\"}}";
    private static final String DONE = "{\"return\": {}}";

    private final QemuUnderTest.Kind kind;

    DescriptorsContract(QemuUnderTest.Kind kind) {
        this.kind = kind;
    }

    private static QmpClient connect(QemuUnderTest qemu) {
        return QmpClient.connect(Descriptors.unix(qemu.path("qmp")));
    }

    private static CallOptions with(FileDescriptor descriptor) {
        return CallOptions.DEFAULT.withDescriptors(List.of(descriptor));
    }

    private static RawCommand getfd() {
        return RawCommand.named("getfd").with("fdname", "mine");
    }

    private static RawCommand closefd() {
        return RawCommand.named("closefd").with("fdname", "mine");
    }

    private static RandomAccessFile file(QemuUnderTest qemu) throws IOException {
        return new RandomAccessFile(qemu.path("file").toFile(), "rw");
    }

    @Test
    @DisplayName("fact 26: a descriptor rides on its command, and can be closed once")
    void fact26_aDescriptorIsSentWithItsCommand() throws Exception {
        try (QemuUnderTest qemu = kind.start();
                QmpClient client = connect(qemu);
                RandomAccessFile file = file(qemu)) {
            client.execute(getfd(), with(file.getFD()));
            client.execute(closefd());
            assertThatExceptionOfType(QmpCommandException.class).isThrownBy(() -> client.execute(closefd()));
            assertThatExceptionOfType(QmpCommandException.class)
                    .isThrownBy(() -> client.execute(getfd()))
                    .withMessageContaining("No file descriptor supplied via SCM_RIGHTS");
        }
    }

    @Test
    @DisplayName("fact 6: names of descriptors survive a reconnect, and descriptor sets of a machine that does not run")
    void fact06_descriptorsSurviveAReconnect() throws Exception {
        try (QemuUnderTest qemu = kind.start(QemuUnderTest.State.STOPPED);
                RandomAccessFile file = file(qemu)) {
            int number;
            try (QmpClient leaving = connect(qemu)) {
                leaving.execute(getfd(), with(file.getFD()));
                number = leaving.execute(RawCommand.named("add-fd").with("fdset-id", 7), with(file.getFD()))
                        .path("fd")
                        .asInt();
            }
            try (QmpClient next = connect(qemu)) {
                assertThat(next.execute(closefd())).hasToString("{}");
                var set = next.execute(RawCommand.named("query-fdsets")).get(0);
                assertThat(set.path("fdset-id").asInt()).isEqualTo(7);
                assertThat(set.at("/fds/0/fd").asInt()).isEqualTo(number);
                assertThat(next.execute(RawCommand.named("remove-fd")
                                .with("fdset-id", 7)
                                .with("fd", number)))
                        .hasToString("{}");
            }
        }
    }

    @Test
    @DisplayName("fact 6: of a machine that runs, 7.2 forgets the descriptor sets when the last client leaves")
    void fact06_beforeVersion9FdSetsAreRemovedAtTheDisconnect() throws Exception {
        try (QemuUnderTest qemu = kind.start();
                RandomAccessFile file = file(qemu)) {
            try (QmpClient leaving = connect(qemu)) {
                leaving.execute(RawCommand.named("add-fd"), with(file.getFD()));
            }
            try (QmpClient next = connect(qemu)) {
                assertThat(next.execute(RawCommand.named("query-fdsets")))
                        .hasSize(next.greeting().version().major() < 9 ? 0 : 1);
            }
        }
    }

    @Test
    @DisplayName("fact 26: a descriptor on the newline behind a command is too late for it, and stays for the next one")
    void fact26_aDescriptorOnTheLineFeedBelongsToTheNextCommand() throws Exception {
        try (QemuUnderTest qemu = kind.start();
                RandomAccessFile file = file(qemu);
                Bare bare = new Bare(qemu.path("qmp"))) {
            bare.send(GETFD);
            bare.send("\n", file.getFD());
            assertThat(bare.line()).contains("No file descriptor supplied via SCM_RIGHTS");
            bare.send(GETFD);
            assertThat(bare.line()).isEqualTo(DONE);
            bare.send(CLOSEFD);
            assertThat(bare.line()).isEqualTo(DONE);
        }
    }

    @Test
    @DisplayName("fact 26: of several descriptors the first is used, and the others are gone")
    void fact26_ofSeveralDescriptorsTheFirstIsUsed() throws Exception {
        try (QemuUnderTest qemu = kind.start();
                RandomAccessFile file = file(qemu);
                Bare bare = new Bare(qemu.path("qmp"))) {
            bare.send(GETFD, file.getFD(), file.getFD());
            assertThat(bare.line()).isEqualTo(DONE);
            bare.send(GETFD);
            assertThat(bare.line()).contains("No file descriptor supplied via SCM_RIGHTS");
            bare.send(CLOSEFD);
            assertThat(bare.line()).isEqualTo(DONE);
        }
    }

    /** A raw connection whose bytes carry descriptors. */
    private static final class Bare implements AutoCloseable {
        private final AFUNIXSocket socket;

        private Bare(Path path) throws IOException {
            socket = AFUNIXSocket.connectTo(AFUNIXSocketAddress.of(path));
            socket.setSoTimeout((int) Await.PATIENCE.toMillis());
            line();
            send("{\"execute\":\"qmp_capabilities\"}");
            assertThat(line()).isEqualTo(DONE);
        }

        private void send(String text, FileDescriptor... descriptors) throws IOException {
            socket.setOutboundFileDescriptors(descriptors);
            socket.getOutputStream().write(text.getBytes(US_ASCII));
        }

        private String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int b = socket.getInputStream().read();
                    b != '\n';
                    b = socket.getInputStream().read()) {
                assertThat(b).as("the end, after " + line).isNotNegative();
                line.write(b);
            }
            return line.toString(US_ASCII).strip();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
