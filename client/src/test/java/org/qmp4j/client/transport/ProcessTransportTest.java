package org.qmp4j.client.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpHandshakeException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.peer.Await;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;

/** Programs that act as a monitor on their standard input and output. */
class ProcessTransportTest {
    private static final ConnectOptions IMPATIENT =
            ConnectOptions.builder().connectTimeout(Duration.ofMillis(200)).build();

    /** Greets, and answers every line with its id, until a line requests something else. */
    private static final String MONITOR = "printf '" + Conversation.GREETING.strip() + "\\n';"
            + " while read -r line; do"
            + "   case $line in *crash*) echo 'cannot go on' >&2; exit 3;; *bye*) exit 0;; esac;"
            + "   id=${line##*\\\"id\\\":};"
            + "   printf '{\"return\": {}, \"id\": %s\\n' \"$id\";"
            + " done";

    @AfterEach
    void noChildIsLeft() {
        Await.until(
                "no child process is left",
                () -> ProcessHandle.current().children().noneMatch(ProcessHandle::isAlive));
    }

    private static Endpoint shell(String script) {
        return Endpoint.process(List.of("bash", "-c", script));
    }

    @Test
    void aChildServesCommandsAndIsStoppedOnClose() {
        try (QmpClient client = QmpClient.connect(shell(MONITOR))) {
            assertThat(client.execute(RawCommand.named("stop")).isEmpty()).isTrue();
            assertThat(ProcessHandle.current().children()).isNotEmpty();
        }
    }

    @Test
    void theErrorOfAFailedChildHasItsExitCodeAndItsLastOutput() {
        try (QmpClient client = QmpClient.connect(shell(MONITOR))) {
            assertThatExceptionOfType(QmpDisconnectedException.class)
                    .isThrownBy(() -> client.execute(RawCommand.named("crash")))
                    .withMessageContaining("ended with code 3: cannot go on")
                    .satisfies(lost -> assertThat(lost.outcome()).isEqualTo(Outcome.UNKNOWN));
        }
    }

    @Test
    void aChildThatExitsNormallyEndsTheConnection() {
        try (QmpClient client = QmpClient.connect(shell(MONITOR))) {
            assertThatExceptionOfType(QmpDisconnectedException.class)
                    .isThrownBy(() -> client.execute(RawCommand.named("bye")))
                    .withMessageContaining("the peer closed the connection");
            assertThat(client.isOpen()).isFalse();
        }
    }

    @Test
    void theOutputOfAChildThatExitsBeforeTheGreetingIsReported() {
        assertThatExceptionOfType(QmpHandshakeException.class)
                .isThrownBy(() -> QmpClient.connect(shell("echo 'bad option' >&2; exit 1")))
                .withMessageContaining("ended with code 1: bad option");
    }

    @Test
    void aSilentChildIsStopped() {
        assertThatExceptionOfType(QmpConnectException.class)
                .isThrownBy(() -> QmpClient.connect(shell("exec sleep 600"), IMPATIENT))
                .withMessageContaining("no greeting came");
    }

    @Test
    @Tag("slow")
    void aChildThatIgnoresSigtermIsKilled() {
        assertThatExceptionOfType(QmpConnectException.class)
                .isThrownBy(() -> QmpClient.connect(shell("trap '' TERM; while :; do sleep 1; done"), IMPATIENT));
    }

    @Test
    @Tag("slow")
    void closeReturnsEvenIfTheChildIgnoresSigtermAndReadsNothing() {
        String deaf = "trap '' TERM; " + MONITOR.replace("while read -r line; do", "read -r line; for once in 1; do")
                + "; exec sleep 600";
        try (QmpClient client = QmpClient.connect(shell(deaf))) {
            // More than a pipe holds.
            RawCommand large = RawCommand.named("large").with("text", "x".repeat(1 << 20));
            assertThatExceptionOfType(QmpTimeoutException.class)
                    .isThrownBy(() -> client.execute(large, CallOptions.timeout(Duration.ofSeconds(1))))
                    .satisfies(late -> assertThat(late.outcome()).isEqualTo(Outcome.UNKNOWN));
            assertThat(Caller.run(client::close).value()).isTrue();
        }
    }

    @Test
    void aChildNeverBlocksOnItsStandardError() {
        String noisy = "head -c 1000000 /dev/zero | tr '\\0' x >&2; " + MONITOR;
        try (QmpClient client = QmpClient.connect(shell(noisy))) {
            assertThat(client.execute(RawCommand.named("stop")).isEmpty()).isTrue();
        }
    }
}
