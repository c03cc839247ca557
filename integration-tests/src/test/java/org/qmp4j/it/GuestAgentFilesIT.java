package org.qmp4j.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.client.GuestAgentClient;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.it.support.AgentFiles;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.Json;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.protocol.RawGuestAgentCommand;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Files and programs through a real qemu-ga on this machine: files in a folder of the test, programs without effect. */
@Tag("slow")
@ExtendWith(NoLeaks.class)
class GuestAgentFilesIT {
    private static final CallOptions PATIENT = CallOptions.timeout(Await.PATIENCE);

    private static RealQemu agent() throws Exception {
        return RealQemu.startGuestAgent(RealQemu.newFolder());
    }

    private static GuestAgentClient connect(RealQemu agent) {
        return GuestAgentClient.connect(agent.endpoint("qga"));
    }

    private static Path randomFile(RealQemu agent, int size) throws Exception {
        byte[] content = new byte[size];
        new Random(1).nextBytes(content);
        return Files.write(agent.path("content"), content);
    }

    private static RawGuestAgentCommand exec(String path, String... arguments) {
        var list = JsonNodeFactory.instance.arrayNode();
        Arrays.stream(arguments).forEach(list::add);
        return RawGuestAgentCommand.named("guest-exec")
                .with("path", path)
                .with("arg", list)
                .with("capture-output", true);
    }

    /** Polls, as a program must: the agent sends no events. */
    private static JsonNode awaitExit(GuestAgentClient client, long pid) throws Exception {
        RawGuestAgentCommand status =
                RawGuestAgentCommand.named("guest-exec-status").with("pid", pid);
        JsonNode[] last = new JsonNode[1];
        Await.until("the exit of " + pid, () -> {
            last[0] = client.execute(status);
            return last[0].path("exited").booleanValue();
        });
        return last[0];
    }

    private static JsonNode run(GuestAgentClient client, RawGuestAgentCommand exec) throws Exception {
        return awaitExit(client, client.execute(exec).path("pid").longValue());
    }

    @Test
    @DisplayName("fact 33: 48 MiB come in one line and exactly, one byte more is refused")
    void fact33_theLargestReadIsOneLine() throws Exception {
        try (RealQemu agent = agent();
                GuestAgentClient client = connect(agent)) {
            int limit = 48 * 1024 * 1024;
            Path file = randomFile(agent, limit + 5);
            long handle = AgentFiles.open(client, file, "r");
            assertThatExceptionOfType(QmpCommandException.class)
                    .isThrownBy(() -> AgentFiles.read(client, handle, limit + 1));
            JsonNode most = AgentFiles.read(client, handle, limit);
            assertThat(most.path("eof").booleanValue()).isFalse();
            byte[] content = Files.readAllBytes(file);
            assertThat(Arrays.equals(AgentFiles.bytes(most), Arrays.copyOf(content, limit)))
                    .as("the bytes read are those of the file")
                    .isTrue();
            assertThat(AgentFiles.bytes(AgentFiles.read(client, handle, limit)))
                    .isEqualTo(Arrays.copyOfRange(content, limit, limit + 5));
        }
    }

    @Test
    @DisplayName("fact 33: a large piece of a file is written whole")
    void fact33_aLargeWriteIsComplete() throws Exception {
        try (RealQemu agent = agent();
                GuestAgentClient client = connect(agent)) {
            byte[] content = Files.readAllBytes(randomFile(agent, 1024 * 1024));
            Path copy = agent.path("copy");
            long handle = AgentFiles.open(client, copy, "w");
            JsonNode written = client.execute(
                    AgentFiles.onFile("guest-file-write", handle)
                            .with("buf-b64", Base64.getEncoder().encodeToString(content)),
                    PATIENT);
            assertThat(written.path("count").intValue()).isEqualTo(content.length);
            client.execute(AgentFiles.onFile("guest-file-close", handle));
            assertThat(Arrays.equals(Files.readAllBytes(copy), content)).isTrue();
        }
    }

    @Test
    @DisplayName("fact 32: a program's exit code is reported once")
    void fact32_theExitOfAProgramIsReportedOnce() throws Exception {
        try (RealQemu agent = agent();
                GuestAgentClient client = connect(agent)) {
            long pid = client.execute(RawGuestAgentCommand.named("guest-exec").with("path", "/bin/true"))
                    .path("pid")
                    .longValue();
            assertThat(awaitExit(client, pid)).isEqualTo(Json.of("{\"exitcode\":0,\"exited\":true}"));
            assertThatExceptionOfType(QmpCommandException.class)
                    .isThrownBy(() -> client.execute(
                            RawGuestAgentCommand.named("guest-exec-status").with("pid", pid)));
            assertThat(run(client, exec("/bin/false")).path("exitcode").intValue())
                    .isEqualTo(1);
            assertThat(run(client, exec("/bin/sh", "-c", "exit 7"))
                            .path("exitcode")
                            .intValue())
                    .isEqualTo(7);
            assertThat(run(client, exec("/bin/sh", "-c", "kill -9 $$"))
                            .path("signal")
                            .intValue())
                    .isEqualTo(9);
            assertThatExceptionOfType(QmpCommandException.class).isThrownBy(() -> client.execute(exec("/none/such")));
        }
    }

    @Test
    @DisplayName("fact 32: a program's output is captured, and its input and environment are given")
    void fact32_theOutputOfAProgramIsCaptured() throws Exception {
        try (RealQemu agent = agent();
                GuestAgentClient client = connect(agent)) {
            JsonNode echo = run(client, exec("/bin/echo", "gr\u00fc\u00dfe", "\"'\\ $HOME"));
            assertThat(new String(
                            Base64.getDecoder().decode(echo.path("out-data").stringValue()), UTF_8))
                    .isEqualTo("gr\u00fc\u00dfe \"'\\ $HOME\n");
            JsonNode both = run(client, exec("/bin/sh", "-c", "echo out; echo err >&2; exit 3"));
            assertThat(both.path("exitcode").intValue()).isEqualTo(3);
            assertThat(both.path("out-data").stringValue()).isEqualTo("b3V0Cg==");
            assertThat(both.path("err-data").stringValue()).isEqualTo("ZXJyCg==");
            JsonNode cat = run(client, exec("/bin/cat").with("input-data", "b3V0Cg=="));
            assertThat(cat.path("out-data").stringValue()).isEqualTo("b3V0Cg==");
            JsonNode env = run(
                    client,
                    exec("/bin/sh", "-c", "echo \"$WORD\"")
                            .with("env", JsonNodeFactory.instance.arrayNode().add("WORD=out")));
            assertThat(env.path("out-data").stringValue()).isEqualTo("b3V0Cg==");
        }
    }
}
