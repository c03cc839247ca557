package org.qmp4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.it.support.Json;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.PythonPeer;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;

/**
 * QEMU's own Python client and ours, given the same commands on the same QEMU, get the same answers.
 *
 * <p>They are compared as they are. Answers that differ from one call to the next (the guest's clock, counters of a running
 * guest) are not asked for: the guest of these tests is never started.
 */
@Tag("slow")
@ExtendWith(NoLeaks.class)
class PythonPeerIT {
    private static RealQemu qemu(String machine) throws Exception {
        return RealQemu.start("-machine", machine, "-S", "-qmp", "unix:{}/peer,server=on,wait=off");
    }

    private static RawCommand command(JsonNode message) {
        RawCommand command = RawCommand.named(message.get("execute").asString());
        return message.has("arguments") ? command.withArguments(message.get("arguments")) : command;
    }

    /** Each message by the one client, then each by the other. */
    private static void assertAnsweredAlike(QmpClient client, PythonPeer python, List<JsonNode> messages)
            throws Exception {
        JsonNode theirs = python.value("send_all", messages);
        for (int i = 0; i < messages.size(); i++) {
            assertThat(client.send(messages.get(i)))
                    .as("the answer to %s", messages.get(i))
                    .isEqualTo(theirs.get(i));
        }
        assertThat(theirs).hasSameSizeAs(messages);
    }

    @Test
    @DisplayName("the greeting is read alike")
    void bothClientsReadTheSameGreeting() throws Exception {
        try (RealQemu qemu = qemu("none");
                PythonPeer python = PythonPeer.startIn(qemu.path("."));
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            JsonNode greeting =
                    python.value("connect", qemu.path("peer").toString()).get("QMP");
            JsonNode version = greeting.get("version");
            assertThat(client.greeting().version().packageName())
                    .isEqualTo(version.get("package").asString());
            assertThat(List.of(
                            client.greeting().version().major(),
                            client.greeting().version().minor(),
                            client.greeting().version().micro()))
                    .isEqualTo(List.of(
                            version.get("qemu").get("major").asInt(),
                            version.get("qemu").get("minor").asInt(),
                            version.get("qemu").get("micro").asInt()));
            assertThat(client.greeting().capabilities())
                    .extracting(Object::toString)
                    .containsExactlyElementsOf(greeting.get("capabilities")
                            .valueStream()
                            .map(JsonNode::asString)
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "pc"})
    @DisplayName("every query that needs no arguments is answered alike")
    void bothClientsGetTheSameReplyToEveryQueryWithoutArguments(String machine) throws Exception {
        try (RealQemu qemu = qemu(machine);
                PythonPeer python = PythonPeer.connected(qemu, "peer");
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            List<JsonNode> queries = PeerCommands.queriesWithoutArguments(client);
            // 58 in 7.2, 62 in 10.0, 65 in 11.1.
            assertThat(queries).hasSizeGreaterThanOrEqualTo(58);
            assertAnsweredAlike(client, python, queries);
        }
    }

    @Test
    @DisplayName("fact 11: commands that succeed are answered alike, alone and pipelined")
    void fact11_bothClientsGetTheSameResults() throws Exception {
        try (RealQemu qemu = qemu("pc");
                PythonPeer python = PythonPeer.connected(qemu, "peer");
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            List<JsonNode> messages = PeerCommands.successes();
            JsonNode theirs = python.value("send_all", messages);
            assertThat(theirs).allMatch(answer -> answer.has("return"));
            List<JsonNode> values =
                    theirs.valueStream().map(answer -> answer.get("return")).toList();

            assertAnsweredAlike(client, python, messages);
            for (int i = 0; i < messages.size(); i++) {
                assertThat(client.execute(command(messages.get(i))))
                        .as("the value of %s", messages.get(i))
                        .isEqualTo(values.get(i));
            }
            assertThat(client.executeAll(
                            messages.stream().map(PythonPeerIT::command).toList(), CallOptions.DEFAULT))
                    .isEqualTo(values);
        }
    }

    @Test
    @DisplayName("fact 17: errors are answered alike, in class and in words, and the client's exceptions say the same")
    void fact17_bothClientsGetTheSameErrorClassesAndDescriptions() throws Exception {
        try (RealQemu qemu = qemu("pc");
                PythonPeer python = PythonPeer.connected(qemu, "peer");
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            assertAnsweredAlike(client, python, PeerCommands.errors());

            TreeSet<String> classes = new TreeSet<>();
            for (JsonNode message : PeerCommands.errors()) {
                JsonNode arguments = message.path("arguments");
                if (!message.has("execute") || message.has("surplus") || arguments.isArray() || arguments.isString()) {
                    continue; // Only a raw message can be as wrong as that.
                }
                JsonNode raised =
                        python.ask("execute", message.get("execute"), arguments.isObject() ? arguments : Json.of("{}"));
                assertThat(raised.path("raised").asString()).isEqualTo("ExecuteError");
                QmpCommandException refused =
                        catchThrowableOfType(QmpCommandException.class, () -> client.execute(command(message)));
                assertThat(refused).as("the answer to %s", message).isNotNull();
                assertThat(refused.errorClass().wireName())
                        .isEqualTo(raised.get("class").asString());
                assertThat(refused.description()).isEqualTo(raised.get("desc").asString());
                assertThat(refused.command()).isEqualTo(message.get("execute").asString());
                classes.add(refused.errorClass().wireName());
            }
            assertThat(classes).containsExactly("CommandNotFound", "DeviceNotActive", "DeviceNotFound", "GenericError");
        }
    }

    @Test
    @DisplayName("fact 10: a caller's own id comes back as given, also where QEMU or its Python client would change it")
    void fact10_theIdOfACallerIsReturnedUnchanged() throws Exception {
        try (RealQemu qemu = qemu("none");
                PythonPeer python = PythonPeer.connected(qemu, "peer");
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            for (String id : List.of("\"\"", "\"a\"", "\"Zo\\u00eb \\ud83d\\ude80\"", "\"null\"")) {
                for (String execute : List.of("\"query-name\"", "\"none-such\"")) {
                    JsonNode message = Json.of("{\"execute\":" + execute + ",\"id\":" + id + "}");
                    assertThat(client.send(message)).isEqualTo(python.value("send", message));
                }
            }
            for (String id : List.of(
                    "null",
                    "true",
                    "1",
                    "-1",
                    "18446744073709551616",
                    "1.0",
                    "0.1",
                    "[]",
                    "[[1],{}]",
                    "{}",
                    "{\"b\":1,\"a\":{\"c\":null}}")) {
                JsonNode message = Json.of("{\"execute\":\"query-name\",\"id\":" + id + "}");
                assertThat(python.ask("send", message).path("raised").asString())
                        .as("QEMU's own client takes no id but text")
                        .isEqualTo("TypeError");
                assertThat(client.send(message)).hasToString("{\"return\":{},\"id\":" + id + "}");
            }
            JsonNode without = Json.of("{\"execute\":\"query-name\"}");
            assertThat(client.send(without)).hasToString("{\"return\":{}}");
            assertThat(client.send(without)).isEqualTo(python.value("send", without));
        }
    }
}
