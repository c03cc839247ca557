package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpEventsClosedException;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.observer.CloseReason;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.peer.Await;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.client.peer.PeerConnection;
import org.qmp4j.client.spi.Connector;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.spi.OutgoingMessage;
import org.qmp4j.client.spi.Transport;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;
import tools.jackson.databind.JsonNode;

/** Errors while the client processes received bytes or its own state: the connection ends, and every wait fails. */
class FailingReaderTest {
    /** A unix socket that delivers its bytes and then throws an error, as if memory ran out. */
    private static final class Failing implements Connector {
        private final Endpoint real;
        private volatile @Nullable Error error;
        private @Nullable Transport transport;

        Failing(Endpoint real) {
            this.real = real;
        }

        @Override
        public Transport open(Deadline deadline) {
            Transport opened = real.connector().open(deadline);
            transport = opened;
            return new Transport() {
                @Override
                public void start(Receiver receiver) {
                    opened.start(new Receiver() {
                        @Override
                        public void received(byte[] buffer, int offset, int length) {
                            receiver.received(buffer, offset, length);
                            if (error != null) {
                                throw error;
                            }
                        }

                        @Override
                        public void ended(@Nullable Throwable cause) {
                            receiver.ended(cause);
                        }
                    });
                }

                @Override
                public void send(OutgoingMessage message) {
                    opened.send(message);
                }

                @Override
                public boolean withdraw(OutgoingMessage message) {
                    return opened.withdraw(message);
                }

                @Override
                public void abort(Throwable cause) {
                    opened.abort(cause);
                }

                @Override
                public String name() {
                    return opened.name();
                }

                @Override
                public void close() {
                    opened.close();
                }
            };
        }

        void abort(Error cause) {
            if (transport != null) {
                transport.abort(cause);
            }
        }
    }

    private static void assertAllWaitsFail(Error error, BiConsumer<Failing, PeerConnection> failing) throws Exception {
        AtomicReference<Failing> endpoint = new AtomicReference<>();
        try (Conversation talk = Conversation.begin(peer -> {
            endpoint.set(new Failing(peer.endpoint()));
            return Endpoint.of(endpoint.get());
        })) {
            assertAllWaitsFail(talk, error, () -> failing.accept(endpoint.get(), talk.peer()));
        }
    }

    private static void assertAllWaitsFail(Conversation talk, Error error, Runnable failing) throws Exception {
        QmpClient client = talk.client();
        PeerConnection connection = talk.peer();
        CompletableFuture<CloseReason> closed = client.whenClosed();
        EventSubscription<RawEvent> events = client.events();
        Caller<RawEvent> event = Caller.of(() -> events.next(Await.PATIENCE));
        Caller<JsonNode> call = Caller.of(() ->
                client.execute(RawCommand.named("x"), CallOptions.DEFAULT.withTimeout(Await.PATIENCE.multipliedBy(3))));
        connection.idOfNext("x");
        CompletableFuture<JsonNode> future = client.submit(RawCommand.named("y"));
        connection.idOfNext("y");
        failing.run();

        QmpDisconnectedException lost = call.failure(QmpDisconnectedException.class);
        assertThat(lost.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(lost).hasMessageContaining("this program").hasMessageContaining(error.toString());
        assertThat(Caller.of(future::get).failure(ExecutionException.class).getCause())
                .isInstanceOf(QmpDisconnectedException.class);
        event.failure(QmpEventsClosedException.class);
        assertThat(closed.get(Await.PATIENCE.toMillis(), TimeUnit.MILLISECONDS).message())
                .contains(error.toString());
        assertThat(client.isOpen()).isFalse();
        connection.awaitEnd();
    }

    @Test
    void anErrorInTheMiddleOfAMessageEndsTheConnectionAndFailsAllCalls() throws Exception {
        for (Error error : List.of(
                new OutOfMemoryError("thrown on purpose"),
                new StackOverflowError("thrown on purpose"),
                new NoClassDefFoundError("thrown on purpose"))) {
            assertAllWaitsFail(error, (endpoint, peer) -> {
                endpoint.error = error;
                peer.send(" ");
            });
        }
    }

    @Test
    void anErrorOfAnotherThreadEndsTheConnectionAndFailsAllCalls() throws Exception {
        Error error = new OutOfMemoryError("thrown on purpose");
        assertAllWaitsFail(error, (endpoint, peer) -> endpoint.abort(error));
    }
}
