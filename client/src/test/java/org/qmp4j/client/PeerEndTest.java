package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpProtocolException;
import org.qmp4j.client.observer.CloseReason;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.peer.Await;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.client.peer.PeerConnection;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;

/** How the client reports the end of QEMU: after {@code quit}, a signal, a crash, or text that is not QMP. */
class PeerEndTest {
    private static final CallOptions LONG = CallOptions.timeout(Duration.ofMinutes(10));

    private final Conversation talk = Conversation.begin();
    private final QmpClient client = talk.client();
    private final PeerConnection peer = talk.peer();

    @AfterEach
    void end() {
        talk.close();
    }

    private Caller<JsonNode> execute(String name) {
        return Caller.of(() -> client.execute(RawCommand.named(name), LONG));
    }

    private static String shutdown(String data) {
        return "{\"timestamp\": {\"seconds\": 1, \"microseconds\": 2}, \"event\": \"SHUTDOWN\"" + data + "}\r\n";
    }

    private CloseReason reason() {
        return Caller.of(client.whenClosed()::get).value();
    }

    @Test
    void anEndWithoutAShutdownEventLooksLikeACrash() {
        Caller<JsonNode> call = execute("x");
        String id = peer.idOfNext("x");
        CompletableFuture<JsonNode> future = client.submit(RawCommand.named("y"), LONG);
        peer.idOfNext("y");
        peer.close();
        QmpDisconnectedException gone = call.failure(QmpDisconnectedException.class);
        assertThat(gone.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(gone)
                .hasMessageStartingWith("no reply to 'x' (id " + id + "), which may have run: " + client.peer())
                .hasMessageContaining("the peer closed the connection without a SHUTDOWN event");
        assertThat(Caller.of(future::get).failure(ExecutionException.class).getCause())
                .isInstanceOf(QmpDisconnectedException.class)
                .hasMessageContaining("'y'");
        assertThat(reason().shutdownReason()).isEmpty();
        assertThat(reason().byThisProgram()).isFalse();
    }

    @Test
    void theReplyToQuitArrivesBeforeTheEnd() {
        Caller<JsonNode> quit = execute("quit");
        String id = peer.idOfNext("quit");
        peer.send(shutdown(", \"data\": {\"guest\": false, \"reason\": \"host-qmp-quit\"}")
                + "{\"return\": {}, \"id\": " + id + "}\r\n");
        peer.close();
        assertThat(quit.value().isEmpty()).isTrue();
        assertThat(reason().shutdownReason()).contains("host-qmp-quit");
        assertThat(reason().message())
                .startsWith(client.peer())
                .contains("closed the connection after SHUTDOWN (host-qmp-quit)");
    }

    @Test
    void theReasonOfAShutdownBySignalIsReported() {
        Caller<JsonNode> call = execute("x");
        peer.idOfNext("x");
        peer.send(shutdown(", \"data\": {\"guest\": false, \"reason\": \"host-signal\"}"));
        peer.close();
        assertThat(call.failure(QmpDisconnectedException.class)).hasMessageContaining("SHUTDOWN (host-signal)");
        assertThat(reason().shutdownReason()).contains("host-signal");
    }

    @Test
    void theLastOfSeveralReasonsCounts() {
        peer.send(shutdown(", \"data\": {\"guest\": true, \"reason\": \"guest-shutdown\"}")
                + shutdown(", \"data\": {\"guest\": false, \"reason\": \"host-signal\"}"));
        peer.close();
        assertThat(reason().shutdownReason()).contains("host-signal");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", \"data\": {}", ", \"data\": {\"reason\" 1}", ", \"data\": {\"guest\": true}"})
    void aShutdownMayHaveNoReadableReason(String data) {
        peer.send(shutdown(data));
        peer.close();
        assertThat(reason().shutdownReason()).contains("no reason given");
    }

    @Test
    void theReasonOfAResetIsReportedOnlyIfNothingFollows() {
        peer.send(shutdown(", \"data\": {\"guest\": true, \"reason\": \"guest-reset\"}"));
        talk.assertWorks();
        assertThat(client.isOpen()).isTrue();
        assertThat(client.closeReason()).isEmpty();
    }

    @Test
    void closingAfterAShutdownReportsBoth() {
        peer.send(shutdown(", \"data\": {\"guest\": true, \"reason\": \"guest-panic\"}"));
        talk.assertWorks();
        client.close();
        assertThat(reason().shutdownReason()).contains("guest-panic");
        assertThat(reason().byThisProgram()).isTrue();
    }

    @Test
    void nothingIsSentAfterTheEnd() {
        peer.close();
        Await.until("the client has seen the end", () -> !client.isOpen());
        Caller<JsonNode> call = execute("late");
        QmpDisconnectedException gone = call.failure(QmpDisconnectedException.class);
        assertThat(gone.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(gone).hasMessageContainingAll("'late' was not sent", "the peer closed the connection");
    }

    @Test
    void aTruncatedReplyDoesNotCount() {
        Caller<JsonNode> call = execute("x");
        peer.send("{\"return\": {}, \"id\": " + peer.idOfNext("x"));
        peer.close();
        assertThat(call.failure(QmpDisconnectedException.class).outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "(qemu) ", "{\"a\": 1}", "{\"return\" 1}", "}"})
    void wordsThatAreNoQmpEndTheConnection(String words) {
        Caller<JsonNode> call = execute("x");
        String id = peer.idOfNext("x");
        peer.send(words + "\r\n");
        QmpProtocolException broken = call.failure(QmpProtocolException.class);
        assertThat(broken.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(broken)
                .hasMessageContainingAll("'x' (id " + id + ")", client.peer(), "does not speak QMP as expected");
        peer.awaitEnd();
        assertThat(reason().byThisProgram()).isFalse();
        assertThat(reason().message()).contains("does not speak QMP");
    }

    @Test
    void messagesAfterInvalidTextAreIgnored() {
        Caller<JsonNode> call = execute("x");
        String id = peer.idOfNext("x");
        peer.send("{\"a\": 1}\r\n{\"return\": {}, \"id\": " + id + "}\r\n");
        call.failure(QmpProtocolException.class);
    }

    @Test
    void messagesBeforeInvalidTextCount() {
        Caller<JsonNode> call = execute("x");
        String id = peer.idOfNext("x");
        peer.send("{\"return\": 1, \"id\": " + id + "}\r\nwhat?\r\n");
        assertThat(call.value().intValue()).isEqualTo(1);
    }
}
