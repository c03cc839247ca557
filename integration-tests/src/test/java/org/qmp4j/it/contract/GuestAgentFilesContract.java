package org.qmp4j.it.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.client.GuestAgentClient;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.Json;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.QemuUnderTest;
import org.qmp4j.protocol.RawGuestAgentCommand;
import tools.jackson.databind.JsonNode;

/** Files and programs of a guest. */
@ExtendWith(NoLeaks.class)
abstract class GuestAgentFilesContract {
    private final QemuUnderTest.Kind kind;

    GuestAgentFilesContract(QemuUnderTest.Kind kind) {
        this.kind = kind;
    }

    private static GuestAgentClient connect(QemuUnderTest agent) {
        return GuestAgentClient.connect(agent.endpoint("qga"));
    }

    private static long open(GuestAgentClient client, Path path, String mode) {
        return client.execute(RawGuestAgentCommand.named("guest-file-open")
                        .with("path", path.toString())
                        .with("mode", mode))
                .longValue();
    }

    private static RawGuestAgentCommand onFile(String name, long handle) {
        return RawGuestAgentCommand.named(name).with("handle", handle);
    }

    private static JsonNode read(GuestAgentClient client, long handle, int count) {
        return client.execute(onFile("guest-file-read", handle).with("count", count));
    }

    private static byte[] bytes(JsonNode read) {
        return Base64.getDecoder().decode(read.path("buf-b64").stringValue());
    }

    @Test
    @DisplayName("fact 33: a file is written, sought and read; a read beyond its end is short and says so")
    void fact33_aFileIsWrittenSoughtAndRead() throws Exception {
        try (QemuUnderTest agent = kind.start();
                GuestAgentClient client = connect(agent)) {
            Path path = agent.path("Zo\u00eb \u20ac.txt");
            long handle = open(client, path, "w+");
            assertThat(handle).as("the first handle").isEqualTo(1000);
            JsonNode written = client.execute(onFile("guest-file-write", handle).with("buf-b64", "AAH/aGVsbG8K"));
            assertThat(written).isEqualTo(Json.of("{\"count\":9,\"eof\":false}"));
            assertThat(client.execute(
                            onFile("guest-file-seek", handle).with("offset", 3).with("whence", "set")))
                    .isEqualTo(Json.of("{\"position\":3,\"eof\":false}"));
            JsonNode whole = read(client, handle, 5);
            assertThat(bytes(whole)).isEqualTo("hello".getBytes(UTF_8));
            assertThat(whole.path("eof").booleanValue()).isFalse();
            JsonNode rest = read(client, handle, 100);
            assertThat(rest.path("count").intValue()).isEqualTo(1);
            assertThat(rest.path("eof").booleanValue()).as("a short read").isTrue();
            JsonNode nothing = read(client, handle, 100);
            assertThat(nothing).isEqualTo(Json.of("{\"count\":0,\"buf-b64\":\"\",\"eof\":true}"));
            assertThat(client.execute(onFile("guest-file-flush", handle))).hasToString("{}");
            assertThat(client.execute(onFile("guest-file-close", handle))).hasToString("{}");

            assertThatExceptionOfType(QmpCommandException.class)
                    .isThrownBy(() -> client.execute(onFile("guest-file-close", handle)));
            long again = open(client, path, "r");
            assertThat(again).as("handles are not used again").isEqualTo(1001);
            assertThat(bytes(read(client, again, 100))).containsExactly(0, 1, 255, 'h', 'e', 'l', 'l', 'o', '\n');
        }
    }

    @Test
    @DisplayName("fact 33: what is no handle, no file or too much to read is refused, and the session goes on")
    void fact33_whatCannotBeDoneIsRefused() throws Exception {
        try (QemuUnderTest agent = kind.start();
                GuestAgentClient client = connect(agent)) {
            long handle = open(client, agent.path("file"), "w+");
            for (RawGuestAgentCommand wrong : new RawGuestAgentCommand[] {
                onFile("guest-file-read", handle + 1),
                onFile("guest-file-read", handle).with("count", (48 << 20) + 1),
                onFile("guest-file-write", handle).with("buf-b64", "AAH/").with("count", 4),
                RawGuestAgentCommand.named("guest-file-open")
                        .with("path", agent.path("none").toString())
            }) {
                assertThatExceptionOfType(QmpCommandException.class).isThrownBy(() -> client.execute(wrong));
            }
            assertThat(client.execute(onFile("guest-file-close", handle))).hasToString("{}");
        }
    }

    @Test
    @DisplayName("fact 32: how a program ended is told once")
    void fact32_howAProgramEndedIsToldOnce() throws Exception {
        try (QemuUnderTest agent = kind.start();
                GuestAgentClient client = connect(agent)) {
            long pid = client.execute(RawGuestAgentCommand.named("guest-exec").with("path", "/bin/true"))
                    .path("pid")
                    .longValue();
            RawGuestAgentCommand status =
                    RawGuestAgentCommand.named("guest-exec-status").with("pid", pid);
            JsonNode[] last = new JsonNode[1];
            Await.until("it has ended", () -> {
                last[0] = client.execute(status);
                return last[0].path("exited").booleanValue();
            });
            assertThat(last[0]).isEqualTo(Json.of("{\"exitcode\":0,\"exited\":true}"));
            assertThatExceptionOfType(QmpCommandException.class).isThrownBy(() -> client.execute(status));
        }
    }
}
