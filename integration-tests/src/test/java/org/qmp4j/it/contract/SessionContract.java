package org.qmp4j.it.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.qmp4j.it.support.QemuUnderTest.monitor;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpInvalidCommandException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.QemuUnderTest;
import org.qmp4j.it.support.QemuUnderTest.Monitor;
import org.qmp4j.it.support.QemuUnderTest.Name;
import org.qmp4j.it.support.RawSocket;
import org.qmp4j.protocol.Capability;
import org.qmp4j.protocol.ErrorClass;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;

@ExtendWith(NoLeaks.class)
abstract class SessionContract {
    private final QemuUnderTest.Kind kind;

    SessionContract(QemuUnderTest.Kind kind) {
        this.kind = kind;
    }

    private static final RawCommand QUERY_STATUS = RawCommand.named("query-status");
    private static final RawCommand STOP = RawCommand.named("stop");

    @Test
    @DisplayName("fact 1: the greeting comes on connect, with version and capabilities")
    void fact01_theGreetingHasVersionAndCapabilities() throws Exception {
        try (QemuUnderTest qemu = kind.start()) {
            JsonNode raw;
            try (RawSocket socket = RawSocket.connect(qemu.path("qmp"))) {
                raw = socket.message().path("QMP").path("version");
            }
            try (QmpClient client = QmpClient.connect(qemu.endpoint())) {
                var version = client.greeting().version();
                assertThat(version.major())
                        .isEqualTo(raw.path("qemu").path("major").asInt());
                assertThat(version.minor())
                        .isEqualTo(raw.path("qemu").path("minor").asInt());
                assertThat(version.micro())
                        .isEqualTo(raw.path("qemu").path("micro").asInt());
                assertThat(version.packageName()).isEqualTo(raw.path("package").stringValue());
                assertThat(version.toString()).startsWith(System.getProperty("qmp4j.qemu.name", ""));
                assertThat(client.greeting().capabilities()).containsExactly(Capability.OUT_OF_BAND);
                assertThat(client.isOutOfBandEnabled()).isTrue();
                assertThat(client.execute(QUERY_STATUS).path("running").booleanValue())
                        .isTrue();
            }
        }
    }

    @Test
    @DisplayName("fact 1: commands may be pipelined behind the connect, before the greeting was read")
    void fact01_commandsCanBeSentBeforeTheGreeting() throws Exception {
        try (QemuUnderTest qemu = kind.start();
                RawSocket socket = RawSocket.connect(qemu.path("qmp"))) {
            socket.send("{\"execute\":\"qmp_capabilities\",\"id\":1}{\"execute\":\"query-name\",\"id\":2}");
            assertThat(socket.message().has("QMP")).isTrue();
            assertThat(socket.message()).hasToString("{\"return\":{},\"id\":1}");
            assertThat(socket.message()).hasToString("{\"return\":{},\"id\":2}");
        }
    }

    @Test
    @DisplayName("fact 1: before negotiation any other command is not found")
    void fact01_beforeNegotiationOtherCommandsAreNotFound() throws Exception {
        try (QemuUnderTest qemu = kind.start();
                RawSocket socket = RawSocket.connect(qemu.path("qmp"))) {
            socket.message();
            socket.send("{\"execute\":\"query-status\",\"id\":1}");
            assertThat(socket.message().path("error").path("class").stringValue())
                    .isEqualTo("CommandNotFound");
            socket.send("{\"execute\":\"qmp_capabilities\",\"arguments\":{\"enable\":[\"telepathy\"]},\"id\":2}");
            assertThat(socket.message().has("error")).isTrue();
            socket.send("{\"execute\":\"qmp_capabilities\",\"id\":3}");
            assertThat(socket.message().has("return"))
                    .as("an unknown capability does not end the negotiation")
                    .isTrue();
        }
    }

    @Test
    @DisplayName("fact 1: a second qmp_capabilities is not found, and the session goes on")
    void fact01_aSecondNegotiationIsNotFoundAndTheSessionContinues() throws Exception {
        try (QemuUnderTest qemu = kind.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            assertThatExceptionOfType(QmpCommandException.class)
                    .isThrownBy(() -> client.execute(RawCommand.named("qmp_capabilities")))
                    .satisfies(refused -> {
                        assertThat(refused.errorClass()).isEqualTo(ErrorClass.COMMAND_NOT_FOUND);
                        assertThat(refused.outcome()).isEqualTo(Outcome.REJECTED);
                    });
            assertThat(client.execute(QUERY_STATUS).has("status")).isTrue();
        }
    }

    @Test
    @DisplayName("fact 1: a session without out-of-band refuses it before sending")
    void fact01_withoutOutOfBandTheClientRejectsItBeforeSending() throws Exception {
        ConnectOptions inBandOnly = ConnectOptions.builder().outOfBand(false).build();
        try (QemuUnderTest qemu = kind.start();
                QmpClient client = QmpClient.connect(qemu.endpoint(), inBandOnly)) {
            assertThat(client.isOutOfBandEnabled()).isFalse();
            assertThatExceptionOfType(QmpInvalidCommandException.class)
                    .isThrownBy(() -> client.execute(RawCommand.named("query-yank"), CallOptions.outOfBand()))
                    .satisfies(refused -> assertThat(refused.outcome()).isEqualTo(Outcome.NOT_SENT));
            assertThat(client.execute(RawCommand.named("query-yank")).isArray()).isTrue();
        }
    }

    @Test
    @DisplayName("fact 2: events go to every negotiated monitor and to no other")
    void fact02_eventsGoOnlyToNegotiatedMonitors() throws Exception {
        ConnectOptions hearing = ConnectOptions.builder().subscribe("STOP").build();
        try (QemuUnderTest qemu = kind.start(monitor("b"), monitor("c"));
                QmpClient one = QmpClient.connect(qemu.endpoint(), hearing);
                RawSocket unnegotiated = RawSocket.connect(qemu.path("c"))) {
            assertThat(unnegotiated.message().has("QMP")).isTrue();
            try (QmpClient other = QmpClient.connect(qemu.endpoint("b"), hearing)) {
                one.execute(STOP);
                assertThat(one.earlyEvents().orElseThrow().next(Await.PATIENCE).name())
                        .isEqualTo("STOP");
                assertThat(other.earlyEvents()
                                .orElseThrow()
                                .next(Await.PATIENCE)
                                .name())
                        .isEqualTo("STOP");
            }
            unnegotiated.send("{\"execute\":\"qmp_capabilities\",\"id\":1}");
            assertThat(unnegotiated.message()).hasToString("{\"return\":{},\"id\":1}");
        }
    }

    @Test
    @DisplayName("fact 3: QEMU writes ASCII with CRLF, and what was escaped comes back as it was")
    void fact03_outputIsAsciiAndTextIsUnchanged() throws Exception {
        String name = "Zo\u00eb \u20ac \ud83d\ude80 \\ \"";
        try (QemuUnderTest qemu = kind.start(new Name(name))) {
            try (RawSocket socket = RawSocket.negotiated(qemu.path("qmp"))) {
                socket.send("{\"execute\":\"query-name\"}");
                assertThat(new String(socket.line(), US_ASCII))
                        .isEqualTo("{\"return\": {\"name\": \"Zo\\u00EB \\u20AC \\uD83D\\uDE80 \\\\ \\\"\"}}\r\n");
            }
            try (QmpClient client = QmpClient.connect(qemu.endpoint())) {
                assertThat(client.execute(RawCommand.named("query-name"))
                                .path("name")
                                .stringValue())
                        .isEqualTo(name);
            }
        }
    }

    @Test
    @DisplayName("fact 3: a pretty-printing monitor spreads a message over many lines, and is understood")
    void fact03_aPrettyPrintingMonitorIsUnderstood() throws Exception {
        try (QemuUnderTest qemu = kind.start(new Monitor("p", true))) {
            try (RawSocket socket = RawSocket.connect(qemu.path("p"))) {
                assertThat(new String(socket.line(), US_ASCII)).isEqualTo("{\r\n");
            }
            JsonNode schema;
            try (QmpClient client = QmpClient.connect(qemu.endpoint("p"))) {
                assertThat(client.execute(QUERY_STATUS).path("status").stringValue())
                        .isEqualTo("running");
                schema = client.execute(RawCommand.named("query-qmp-schema"));
            }
            try (QmpClient plain = QmpClient.connect(qemu.endpoint())) {
                assertThat(schema).isEqualTo(plain.execute(RawCommand.named("query-qmp-schema")));
            }
        }
    }

    @Test
    @DisplayName("fact 4: a second client gets silence until the first leaves, and then a session")
    @SuppressWarnings("try") // Leaving early is what this is about.
    void fact04_aSecondClientWaitsUntilTheFirstDisconnects() throws Exception {
        ConnectOptions patient =
                ConnectOptions.builder().connectTimeout(Await.PATIENCE).build();
        try (QemuUnderTest qemu = kind.start();
                QmpClient first = QmpClient.connect(qemu.endpoint());
                RawSocket raw = RawSocket.connect(qemu.path("qmp"))) {
            raw.send("{\"execute\":\"qmp_capabilities\",\"id\":1}{\"execute\":\"query-name\",\"id\":2}");
            CompletableFuture<QmpClient> second = Await.inBackground(() -> QmpClient.connect(qemu.endpoint(), patient));
            assertThat(raw.messageWithin(Duration.ofMillis(300))).isEmpty();
            assertThat(second).isNotDone();
            assertThat(first.execute(QUERY_STATUS).has("status")).isTrue();

            first.close();
            assertThat(raw.message().has("QMP")).isTrue();
            assertThat(raw.messagesUntilAnswer("2"))
                    .as("the commands it had sent run")
                    .hasSize(2);
            assertThat(second).isNotDone();

            raw.close();
            try (QmpClient ready = second.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                assertThat(ready.execute(QUERY_STATUS).has("status")).isTrue();
            }
        }
    }

    @Test
    @DisplayName("fact 6: neither capabilities nor half a command survive a reconnect")
    void fact06_aReconnectResetsCapabilitiesAndDiscardsHalfACommand() throws Exception {
        try (QemuUnderTest qemu = kind.start()) {
            try (RawSocket socket = RawSocket.negotiated(qemu.path("qmp"), "oob")) {
                socket.send("{\"execute\":\"query-name\",\"id\":[\"");
            }
            try (RawSocket socket = RawSocket.connect(qemu.path("qmp"))) {
                socket.message();
                socket.send("{\"execute\":\"query-status\",\"id\":1}");
                assertThat(socket.message().path("error").path("class").stringValue())
                        .isEqualTo("CommandNotFound");
                socket.send("{\"execute\":[[\"");
            }
            try (QmpClient client = QmpClient.connect(qemu.endpoint())) {
                assertThat(client.execute(QUERY_STATUS).has("status")).isTrue();
                assertThat(client.statistics().errorsWithoutId()).isZero();
            }
        }
    }
}
