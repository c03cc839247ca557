package org.qmp4j.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.GuestAgentClient;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.observer.WireLog;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.fake.Recorder;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.Json;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.it.support.SerialLine;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawGuestAgentCommand;
import tools.jackson.databind.JsonNode;

/** Secrets are sent over the wire, but not written to the wire log. */
@ExtendWith(NoLeaks.class)
class SecretsIT {
    private static final String SECRET = "sEcReT7f3a9c";
    private static final String BASE64 = Base64.getEncoder().encodeToString(SECRET.getBytes(UTF_8));

    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final ConnectOptions logging = ConnectOptions.builder()
            .connectTimeout(Await.PATIENCE)
            .observer(WireLog.to(log::add))
            .build();

    /** All lines, once the last one is there: that of the connection's end. */
    private String wholeLog() throws Exception {
        Await.until("the end in the log", () -> log.stream().anyMatch(line -> line.contains("closed the connection")));
        return String.join("\n", log);
    }

    private void assertLoggedWithoutTheSecret(String command) throws Exception {
        assertThat(wholeLog())
                .contains("\"execute\":\"" + command + "\"")
                .contains("***")
                .doesNotContain(SECRET)
                .doesNotContain(BASE64);
    }

    static Stream<JsonNode> messagesWithASecret() {
        return Stream.of(
                        "{'execute':'object-add','arguments':{'qom-type':'secret','id':'s1','data':'SECRET'}}",
                        "{'execute':'object-add','arguments':{'qom-type':'secret','id':'s1','format':'base64','data':'BASE64'}}",
                        "{'execute':'object-add','arguments':{'qom-type':'none-such','id':'s1','data':'SECRET'}}",
                        "{'execute':'qom-get','arguments':{'path':'/objects/s0','property':'data'}}",
                        "{'execute':'qom-set','arguments':{'path':'/objects/s0','property':'data','value':'SECRET'}}",
                        "{'execute':'human-monitor-command','arguments':{'command-line':'SECRET'}}",
                        "{'execute':'human-monitor-command','arguments':{'command-line':'object_add secret,id=s1,data=SECRET'}}",
                        "{'execute':'human-monitor-command','arguments':{'command-line':'qom-get /objects/s0 data'}}",
                        "{'execute':'set_password','arguments':{'protocol':'vnc','password':'SECRET'}}",
                        "{'execute':'change-vnc-password','arguments':{'password':'SECRET'}}",
                        "{'execute':'change','arguments':{'device':'vnc','target':'password','arg':'SECRET'}}",
                        "{'execute':'send-key','arguments':{'keys':[{'type':'qcode','data':'SECRET'}]}}",
                        "{'execute':'ringbuf-write','arguments':{'device':'ring','data':'SECRET'}}",
                        "{'execute':'ringbuf-write','arguments':{'device':'ring','data':'BASE64','format':'base64'}}",
                        "{'execute':'blockdev-add','arguments':{'driver':'http','node-name':'n','url':'http://127.0.0.1:1/','cookie':'a=SECRET'}}",
                        "{'execute':'blockdev-add','arguments':{'driver':'http','node-name':'n','url':'http://me:SECRET@127.0.0.1:1/'}}",
                        "{'execute':'blockdev-add','arguments':{'driver':'raw','node-name':'n','file':'json:{\\\"cookie\\\":\\\"a=SECRET\\\"}'}}",
                        "{'execute':'blockdev-add','arguments':{'driver':'qcow2','node-name':'n','file':{'driver':'https','url':'https://me:SECRET@127.0.0.1:1/'}}}",
                        "{'execute':'blockdev-add','arguments':{'driver':'raw','node-name':'n','file':'iscsi://me%SECRET@127.0.0.1:1/t/0'}}",
                        "{'execute':'blockdev-add','arguments':{'driver':'raw','node-name':'n','file':'rbd:pool/image:id=me:key=SECRET'}}",
                        "{'execute':'blockdev-add','arguments':{'driver':'raw','node-name':'n','file':'json: {\\\"cookie\\\":\\\"a=SECRET\\\"}'}}",
                        "{'execute':'blockdev-change-medium','arguments':{'device':'n','filename':'json: {\\\"driver\\\":\\\"http\\\",\\\"cookie\\\":\\\"a=SECRET\\\"}'}}",
                        "{'execute':'sev-inject-launch-secret','arguments':{'packet-header':'aGVhZGVy','secret':'BASE64'}}",
                        "{'execute':'migrate','arguments':{'uri':'exec:true SECRET'}}",
                        "{'execute':'device_add','arguments':{'driver':'isa-applesmc','osk':'SECRET'}}",
                        "{'execute':'x-of-a-later-qemu','arguments':{'a':{'b':['SECRET']}}}")
                .map(quoted -> Json.of(
                        quoted.replace('\'', '"').replace("SECRET", SECRET).replace("BASE64", BASE64)));
    }

    private static RealQemu startQemu() throws Exception {
        return RealQemu.start("-object", "secret,id=s0,data=" + SECRET, "-chardev", "ringbuf,id=ring,size=4096");
    }

    @ParameterizedTest
    @MethodSource("messagesWithASecret")
    @DisplayName("fact 46: what is secret in a command and its answer is not in the wire log")
    void fact46_aSecretIsNotInTheWireLog(JsonNode message) throws Exception {
        try (RealQemu qemu = startQemu();
                SerialLine line = SerialLine.to(qemu, "qmp")) {
            try (QmpClient client = QmpClient.connect(Endpoint.unix(line.path()), logging)) {
                client.send(message);
            }
            assertThat(line.hasCarried(SECRET) || line.hasCarried(BASE64))
                    .as("the wire carries it")
                    .isTrue();
            assertLoggedWithoutTheSecret(message.path("execute").stringValue());
        }
    }

    @ParameterizedTest
    @MethodSource("messagesWithASecret")
    @DisplayName("fact 46: what is secret in a command and its answer is neither in a recording nor in an exception")
    void fact46_aSecretIsNeitherInARecordingNorInAnException(JsonNode message, @TempDir Path folder) throws Exception {
        Path file = folder.resolve("talk.ndjson");
        RawCommand command =
                RawCommand.named(message.path("execute").stringValue()).withArguments(message.path("arguments"));
        try (RealQemu qemu = startQemu();
                Recorder recorder = Recorder.start(UnixDomainSocketAddress.of(qemu.path("qmp")), file)) {
            Path recorded = ((UnixDomainSocketAddress) recorder.address()).getPath();
            try (QmpClient client = QmpClient.connect(Endpoint.unix(recorded))) {
                client.execute(command);
            } catch (QmpCommandException refused) {
                assertThat(refused.toString()).doesNotContain(SECRET, BASE64);
            }
        }
        assertThat(command.toString()).doesNotContain(SECRET, BASE64);
        assertThat(Files.readString(file)).contains("***").doesNotContain(SECRET, BASE64);
    }

    @Test
    @DisplayName("fact 46: what is secret in an answer that came too late is not in the wire log")
    void fact46_aSecretInALateReplyIsNotInTheWireLog() throws Exception {
        try (RealQemu qemu = RealQemu.start("-object", "secret,id=s0,data=" + SECRET);
                SerialLine line = SerialLine.to(qemu, "qmp")) {
            RawCommand get =
                    RawCommand.named("qom-get").with("path", "/objects/s0").with("property", "data");
            try (QmpClient client = QmpClient.connect(Endpoint.unix(line.path()), logging)) {
                qemu.stop();
                assertThatExceptionOfType(QmpTimeoutException.class)
                        .isThrownBy(() -> client.execute(get, CallOptions.timeout(Duration.ofMillis(100))));
                qemu.signal("CONT");
                Await.until("the late answer", () -> client.statistics().lateReplies() == 1);
            }
            assertThat(line.hasCarried(SECRET)).isTrue();
            assertThat(wholeLog())
                    .contains("gave up 'qom-get'")
                    .contains("dropped")
                    .doesNotContain(SECRET);
        }
    }

    @Test
    @DisplayName("fact 46: what goes through the guest agent is not in the wire log")
    void fact46_secretsOfTheGuestAgentAreNotInTheWireLog() throws Exception {
        try (RealQemu agent = RealQemu.startGuestAgent(RealQemu.newFolder());
                SerialLine line = SerialLine.to(agent, "qga")) {
            try (GuestAgentClient client = GuestAgentClient.connect(Endpoint.unix(line.path()), logging)) {
                writeAndRead(client, agent.path("file").toString());
                run(client, "{\"path\":\"/bin/echo\",\"arg\":[\"-n\",\"" + SECRET + "\"],\"capture-output\":true}");
                run(
                        client,
                        "{\"path\":\"/bin/sh\",\"arg\":[\"-c\",\"printf %s $X >&2\"],\"env\":[\"X=" + SECRET
                                + "\"],\"capture-output\":true}");
                run(client, "{\"path\":\"/bin/cat\",\"input-data\":\"" + BASE64 + "\",\"capture-output\":true}");
            }
            assertThat(line.hasCarried(SECRET)).isTrue();
            assertThat(line.hasCarried(BASE64)).isTrue();
            for (String command :
                    new String[] {"guest-exec", "guest-exec-status", "guest-file-write", "guest-file-read"}) {
                assertLoggedWithoutTheSecret(command);
            }
        }
    }

    private static void writeAndRead(GuestAgentClient client, String path) {
        JsonNode handle = client.execute(
                RawGuestAgentCommand.named("guest-file-open").with("path", path).with("mode", "w+"));
        client.execute(RawGuestAgentCommand.named("guest-file-write")
                .with("handle", handle)
                .with("buf-b64", BASE64));
        client.execute(RawGuestAgentCommand.named("guest-file-seek")
                .with("handle", handle)
                .with("offset", 0)
                .with("whence", 0));
        JsonNode read =
                client.execute(RawGuestAgentCommand.named("guest-file-read").with("handle", handle));
        assertThat(read.path("buf-b64").stringValue()).isEqualTo(BASE64);
    }

    private static void run(GuestAgentClient client, String arguments) throws Exception {
        JsonNode pid = client.execute(RawGuestAgentCommand.named("guest-exec").withArguments(Json.of(arguments)))
                .path("pid");
        RawGuestAgentCommand status =
                RawGuestAgentCommand.named("guest-exec-status").with("pid", pid);
        Await.until("the exit", () -> {
            JsonNode now = client.execute(status);
            if (now.path("exited").booleanValue()) {
                assertThat(now.toString()).contains(BASE64);
            }
            return now.path("exited").booleanValue();
        });
    }
}
