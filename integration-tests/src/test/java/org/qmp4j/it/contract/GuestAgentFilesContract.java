package org.qmp4j.it.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.client.GuestAgentClient;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.it.support.AgentFiles;
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

    @Test
    @DisplayName("fact 33: a file is written, sought and read; a read beyond its end is short and reports it")
    void fact33_aFileCanBeWrittenSoughtAndRead() throws Exception {
        try (QemuUnderTest agent = kind.start();
                GuestAgentClient client = connect(agent)) {
            Path path = agent.path("Zo\u00eb \u20ac.txt");
            long handle = AgentFiles.open(client, path, "w+");
            assertThat(handle).as("the first handle").isEqualTo(1000);
            JsonNode written =
                    client.execute(AgentFiles.onFile("guest-file-write", handle).with("buf-b64", "AAH/aGVsbG8K"));
            assertThat(written).isEqualTo(Json.of("{\"count\":9,\"eof\":false}"));
            assertThat(client.execute(AgentFiles.onFile("guest-file-seek", handle)
                            .with("offset", 3)
                            .with("whence", "set")))
                    .isEqualTo(Json.of("{\"position\":3,\"eof\":false}"));
            JsonNode whole = AgentFiles.read(client, handle, 5);
            assertThat(AgentFiles.bytes(whole)).isEqualTo("hello".getBytes(UTF_8));
            assertThat(whole.path("eof").booleanValue()).isFalse();
            JsonNode rest = AgentFiles.read(client, handle, 100);
            assertThat(rest.path("count").intValue()).isEqualTo(1);
            assertThat(rest.path("eof").booleanValue()).as("a short read").isTrue();
            JsonNode nothing = AgentFiles.read(client, handle, 100);
            assertThat(nothing).isEqualTo(Json.of("{\"count\":0,\"buf-b64\":\"\",\"eof\":true}"));
            assertThat(client.execute(AgentFiles.onFile("guest-file-flush", handle)))
                    .hasToString("{}");
            assertThat(client.execute(AgentFiles.onFile("guest-file-close", handle)))
                    .hasToString("{}");

            assertThatExceptionOfType(QmpCommandException.class)
                    .isThrownBy(() -> client.execute(AgentFiles.onFile("guest-file-close", handle)));
            long again = AgentFiles.open(client, path, "r");
            assertThat(again).as("handles are not used again").isEqualTo(1001);
            assertThat(AgentFiles.bytes(AgentFiles.read(client, again, 100)))
                    .containsExactly(0, 1, 255, 'h', 'e', 'l', 'l', 'o', '\n');
        }
    }

    @Test
    @DisplayName("fact 33: what is no handle, no file or too much to read is refused, and the session goes on")
    void fact33_invalidFileOperationsAreRejected() throws Exception {
        try (QemuUnderTest agent = kind.start();
                GuestAgentClient client = connect(agent)) {
            long handle = AgentFiles.open(client, agent.path("file"), "w+");
            for (RawGuestAgentCommand wrong : new RawGuestAgentCommand[] {
                AgentFiles.onFile("guest-file-read", handle + 1),
                AgentFiles.onFile("guest-file-read", handle).with("count", (48 << 20) + 1),
                AgentFiles.onFile("guest-file-write", handle)
                        .with("buf-b64", "AAH/")
                        .with("count", 4),
                RawGuestAgentCommand.named("guest-file-open")
                        .with("path", agent.path("none").toString())
            }) {
                assertThatExceptionOfType(QmpCommandException.class).isThrownBy(() -> client.execute(wrong));
            }
            assertThat(client.execute(AgentFiles.onFile("guest-file-close", handle)))
                    .hasToString("{}");
        }
    }

    @Test
    @DisplayName("fact 32: the end of a program is reported once")
    void fact32_theExitCodeOfAProgramIsReportedOnce() throws Exception {
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
