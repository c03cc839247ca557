package org.qmp4j.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {
    @TempDir
    Path folder;

    @Test
    void bytesAreForwardedUnchangedAndSecretsAreMaskedOnlyInTheFile() throws Exception {
        Path file = folder.resolve("client");
        try (FakeQemu qemu = FakeQemu.start();
                Recorder recorder = Recorder.start(qemu.address(), file)) {
            try (RawClient client = RawClient.negotiated(recorder.address())) {
                String secret =
                        "{'execute':'object-add','arguments':{'qom-type':'secret','id':'s','data':'hush','keyid':'k'}}";
                assertThat(client.ask(secret)).isEqualTo("{\"return\": {}}");
                assertThat(client.ask("{'execute':'blockdev-add','arguments':{'driver':'https','node-name':'n',"
                                + "'url':'https://me:hush@h/x','cookie':'hush','password-secret':'s'}}"))
                        .isEqualTo("{\"return\": {}}");
                assertThat(client.ask("nonsense ")).contains("JSON parse error");
            }
            assertThat(qemu.received("object-add").get(0).text("data")).isEqualTo("hush");
        }
        assertThat(Files.readString(file))
                .doesNotContain("hush")
                .contains(
                        "\"data\":\"***\",\"keyid\":\"k\"",
                        "https://me:***@h/x",
                        "\"password-secret\":\"s\"",
                        "unreadable");
    }

    @Test
    void oneClientAfterTheOtherIsRecordedAndReplayed() throws Exception {
        Path file = folder.resolve("client");
        try (FakeQemu qemu = FakeQemu.start();
                Recorder recorder = Recorder.start(qemu.address(), file)) {
            for (String command : new String[] {"query-status", "stop"}) {
                try (RawClient client = RawClient.negotiated(recorder.address())) {
                    client.ask("{'execute':'" + command + "','id':1}");
                }
            }
        }
        assertThat(Transcript.read(file).size()).isEqualTo(2);
        try (Replay replay = Replay.start(Transcript.read(file), Replay.Order.LENIENT);
                RawClient client = RawClient.negotiated(replay.address())) {
            assertThat(client.ask("{'execute':'query-status'}")).contains("running");
        }
    }

    @Test
    void aFileThatIsNotARecordingIsKept() throws Exception {
        Path file = Files.writeString(folder.resolve("thesis.txt"), "{\"text\":1}\n");
        UnixDomainSocketAddress nobody = UnixDomainSocketAddress.of(folder.resolve("nobody"));
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> Recorder.start(nobody, file))
                .withMessage("cannot write " + file + ": it is there, and it is no recording; name another file, or"
                        + " delete it");
        assertThat(file).hasContent("{\"text\":1}");
    }

    @Test
    void noOtherUserCanReadARecordingEvenIfItReplacesAnOldOne() throws Exception {
        Path file = Files.writeString(folder.resolve("client"), "{\"t\":0,\"is\":\"connected\"}\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        try (FakeQemu qemu = FakeQemu.start();
                BufferedReader stranger = Files.newBufferedReader(file);
                Recorder recorder = Recorder.start(qemu.address(), file)) {
            assertThat(stranger.readLine()).contains("connected");
            RawClient.negotiated(recorder.address()).close();
            assertThat(Files.readString(file)).contains("qmp_capabilities");
            assertThat(stranger.readLine()).isNull();
            assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
            Path socket = ((UnixDomainSocketAddress) recorder.address()).getPath();
            assertThat(Files.getPosixFilePermissions(socket)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void aRecordingThroughASymbolicLinkKeepsTheLink() throws Exception {
        Path file = Files.writeString(folder.resolve("client"), "{\"t\":0,\"is\":\"connected\"}\n");
        Path link = Files.createSymbolicLink(folder.resolve("latest"), file);
        try (Recorder recorder = Recorder.start(UnixDomainSocketAddress.of(folder.resolve("nobody")), link)) {
            assertThat(recorder.qemuGone()).isNotDone();
            assertThat(link).isSymbolicLink();
            assertThat(file).isEmptyFile();
        }
    }

    @Test
    void anOldRecordingIsOverwritten() throws Exception {
        Path file = Files.writeString(folder.resolve("client"), "{\"t\":0,\"is\":\"connected\"}\n");
        try (Recorder recorder = Recorder.start(UnixDomainSocketAddress.of(folder.resolve("nobody")), file)) {
            assertThat(file).isEmptyFile();
            assertThat(recorder.qemuGone()).isNotDone();
        }
    }

    @Test
    void aFailedConnectionToQemuIsReportedWithTheReason() throws Exception {
        try (Recorder recorder =
                        Recorder.start(UnixDomainSocketAddress.of(folder.resolve("nobody")), folder.resolve("client"));
                RawClient client = new RawClient(recorder.address())) {
            assertThatExceptionOfType(EOFException.class).isThrownBy(client::line);
            assertThat(recorder.qemuGone())
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .withMessageContaining("cannot connect to " + folder.resolve("nobody"))
                    .withMessageContaining("No such file");
        }
    }

    @Test
    void anUnknownHostIsReportedAndTheClientIsDisconnected() throws Exception {
        var nowhere = InetSocketAddress.createUnresolved("nowhere.invalid", 4444);
        try (Recorder recorder = Recorder.start(nowhere, folder.resolve("client"));
                RawClient client = new RawClient(recorder.address())) {
            assertThatExceptionOfType(EOFException.class).isThrownBy(client::line);
            assertThat(recorder.qemuGone())
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .withMessageContaining("nowhere.invalid")
                    .withMessageContaining("no such host");
        }
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> FakeQemu.builder().listen(nowhere).start())
                .withMessageContaining("no such host");
    }

    @Test
    void aFullDiskIsReportedAndDoesNotStopTheConversation() throws Exception {
        try (FakeQemu qemu = FakeQemu.start();
                Recorder recorder = Recorder.start(qemu.address(), Path.of("/dev/full"))) {
            for (int round = 0; round < 2; round++) {
                try (RawClient client = RawClient.negotiated(recorder.address())) {
                    assertThat(client.ask("{'execute':'query-name'}")).isEqualTo("{\"return\": {}}");
                }
            }
            assertThat(recorder.qemuGone())
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .withMessageContaining("cannot write the transcript");
        }
    }
}
