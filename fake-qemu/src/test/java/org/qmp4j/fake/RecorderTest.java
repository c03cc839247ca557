package org.qmp4j.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.EOFException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {
    @TempDir
    Path folder;

    @Test
    void bytesPassAsTheyAreAndSecretsAreBlottedOutInTheFileAlone() throws Exception {
        Path file = folder.resolve("talk");
        try (FakeQemu qemu = FakeQemu.start();
                Recorder recorder = Recorder.start(qemu.address(), file)) {
            try (Talk talk = Talk.negotiated(recorder.address())) {
                String secret =
                        "{'execute':'object-add','arguments':{'qom-type':'secret','id':'s','data':'hush','keyid':'k'}}";
                assertThat(talk.ask(secret)).isEqualTo("{\"return\": {}}");
                assertThat(talk.ask("{'execute':'blockdev-add','arguments':{'driver':'https','node-name':'n',"
                                + "'url':'https://me:hush@h/x','cookie':'hush','password-secret':'s'}}"))
                        .isEqualTo("{\"return\": {}}");
                assertThat(talk.ask("nonsense ")).contains("JSON parse error");
            }
            assertThat(qemu.received("object-add").get(0).text("data")).isEqualTo("hush");
        }
        assertThat(Files.readString(file))
                .doesNotContain("hush")
                .contains(
                        "\"data\":\"***\",\"keyid\":\"k\"",
                        "https://***@h/x",
                        "\"password-secret\":\"s\"",
                        "unreadable");
    }

    @Test
    void oneClientAfterTheOtherIsRecordedAndReplayed() throws Exception {
        Path file = folder.resolve("talk");
        try (FakeQemu qemu = FakeQemu.start();
                Recorder recorder = Recorder.start(qemu.address(), file)) {
            for (String command : new String[] {"query-status", "stop"}) {
                try (Talk talk = Talk.negotiated(recorder.address())) {
                    talk.ask("{'execute':'" + command + "','id':1}");
                }
            }
        }
        assertThat(Transcript.read(file).size()).isEqualTo(2);
        try (Replay replay = Replay.start(Transcript.read(file), Replay.Order.LENIENT);
                Talk talk = Talk.negotiated(replay.address())) {
            assertThat(talk.ask("{'execute':'query-status'}")).contains("running");
        }
    }

    @Test
    void aQemuThatTakesNoConnectionIsToldAsGone() throws Exception {
        try (Recorder recorder =
                        Recorder.start(UnixDomainSocketAddress.of(folder.resolve("nobody")), folder.resolve("talk"));
                Talk talk = new Talk(recorder.address())) {
            assertThatExceptionOfType(EOFException.class).isThrownBy(talk::line);
            assertThat(recorder.qemuGone().get(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
