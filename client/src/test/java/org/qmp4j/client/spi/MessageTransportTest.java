package org.qmp4j.client.spi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.GuestAgentClient;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCallException;
import org.qmp4j.client.error.QmpDeliveryException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpHandshakeException;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.peer.Await;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;
import org.qmp4j.protocol.RawGuestAgentCommand;
import tools.jackson.databind.JsonNode;

/** A client that uses a service which takes one message at a time. The test plays that service. */
class MessageTransportTest {
    private static final Pattern NAME = Pattern.compile("\"execute\":\"([^\"]+)\"");
    private static final Pattern ID = Pattern.compile("\"id\":(\"[^\"]+\"|\\d+)");
    private static final RawCommand STATUS = RawCommand.named("query-status");

    private final AtomicReference<MessageTransport> transport = new AtomicReference<>();

    private QmpClient connect(MessageTransport.Exchange exchange) {
        return QmpClient.connect(endpoint(Conversation.GREETING, exchange));
    }

    private Endpoint endpoint(String greeting, MessageTransport.Exchange exchange) {
        return Endpoint.of(deadline -> {
            transport.set(new MessageTransport("service:vm", greeting.getBytes(UTF_8), exchange));
            return transport.get();
        });
    }

    /** Replies like QEMU, except to one command. */
    private static MessageTransport.Exchange qemu(String command, MessageTransport.Exchange special) {
        return message -> command.equals(find(NAME, message)) ? special.run(message) : reply(message, "{}");
    }

    private static byte[] reply(byte[] message, String value) {
        return ("{\"return\": " + value + ", \"id\": " + find(ID, message) + "}").getBytes(UTF_8);
    }

    private static String find(Pattern pattern, byte[] message) {
        Matcher found = pattern.matcher(new String(message, UTF_8));
        return found.find() ? found.group(1) : "";
    }

    private static void assertFails(QmpClient vm, Outcome outcome, String message) {
        assertThatExceptionOfType(QmpDeliveryException.class)
                .isThrownBy(() -> vm.execute(STATUS))
                .withMessage(message)
                .returns(outcome, QmpCallException::outcome)
                .returns("query-status", QmpCallException::command);
    }

    @Test
    void aReplyReachesItsCall() {
        try (QmpClient vm = connect(qemu("query-status", message -> reply(message, "{\"running\": true}")))) {
            assertThat(vm.execute(STATUS).path("running").asBoolean()).isTrue();
            assertThat(vm.peer()).isEqualTo("service:vm");
        }
    }

    @Test
    void aMessageThatWasNotSentFailsAloneAndTheConnectionGoesOn() {
        try (QmpClient vm = connect(qemu("query-status", message -> {
            throw UndeliveredException.notSent("the service is full");
        }))) {
            assertFails(vm, Outcome.NOT_SENT, "'query-status' was not sent on service:vm: the service is full");
            assertThat(vm.execute(RawCommand.named("stop"))).isEmpty();
            assertThat(vm.isOpen()).isTrue();
        }
    }

    @Test
    void aLostReplyHasTheOutcomeUnknown() {
        try (QmpClient vm = connect(qemu("query-status", message -> {
            throw UndeliveredException.unknown("the service lost the reply");
        }))) {
            assertFails(vm, Outcome.UNKNOWN, "'query-status' may have run on service:vm: the service lost the reply");
            assertThat(vm.execute(RawCommand.named("stop"))).isEmpty();
        }
    }

    @Test
    void aFutureFailsAsWell() {
        try (QmpClient vm = connect(qemu("query-status", message -> {
            throw UndeliveredException.notSent("full");
        }))) {
            assertThat(vm.submit(STATUS))
                    .failsWithin(Await.PATIENCE)
                    .withThrowableThat()
                    .withCauseInstanceOf(QmpDeliveryException.class);
        }
    }

    @Test
    void anEventCanComeAtAnyTime() {
        try (QmpClient vm = connect(qemu("stop", message -> {
            transport
                    .get()
                    .deliver("{\"event\": \"STOP\", \"timestamp\": {\"seconds\": 1, \"microseconds\": 2}}"
                            .getBytes(UTF_8));
            return reply(message, "{}");
        }))) {
            EventSubscription<RawEvent> events = vm.events("STOP");
            vm.execute(RawCommand.named("stop"));
            assertThat(events.next(Await.PATIENCE).name()).isEqualTo("STOP");
        }
    }

    @Test
    void anyOtherExceptionEndsTheConnection() {
        try (QmpClient vm = connect(qemu("query-status", message -> {
            throw new IOException("the service is gone");
        }))) {
            assertThatExceptionOfType(QmpDisconnectedException.class)
                    .isThrownBy(() -> vm.execute(STATUS))
                    .withMessageContaining("the service is gone")
                    .returns(Outcome.UNKNOWN, QmpCallException::outcome);
            assertThat(vm.whenClosed()).succeedsWithin(Await.PATIENCE);
        }
    }

    @Test
    void closingInterruptsAnExchangeThatBlocks() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        QmpClient vm = connect(qemu("query-status", message -> {
            blocked.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException closing) {
                interrupted.countDown();
                throw closing;
            }
            return message;
        }));
        Caller<JsonNode> call = Caller.of(() -> vm.execute(STATUS));
        assertThat(blocked.await(Await.PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .isTrue();
        vm.close();
        assertThat(interrupted.await(Await.PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .isTrue();
        assertThat(call.failure(QmpDisconnectedException.class).outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void aSessionDoesNotBeginIfTheNegotiationIsNotDelivered() {
        assertThatExceptionOfType(QmpHandshakeException.class)
                .isThrownBy(() -> connect(qemu("qmp_capabilities", message -> {
                            throw UndeliveredException.notSent("the service is full");
                        }))
                        .close())
                .withMessage("no session: service:vm: the service is full");
    }

    @Test
    void aCallOfAGuestAgentFailsAlone() {
        MessageTransport.Exchange agent = message -> {
            String text = new String(message, UTF_8);
            if (text.contains("guest-sync")) {
                return ("\u00ff{\"return\": " + text.replaceAll("(?s).*\"id\":(\\d+).*", "$1") + "}")
                        .getBytes(ISO_8859_1);
            }
            throw UndeliveredException.unknown("the service lost the reply");
        };
        try (GuestAgentClient guest = GuestAgentClient.connect(endpoint("", agent), ConnectOptions.DEFAULT)) {
            for (int times = 1; times <= 2; times++) {
                assertThatExceptionOfType(QmpDeliveryException.class)
                        .isThrownBy(() -> guest.execute(RawGuestAgentCommand.named("guest-ping")))
                        .returns(Outcome.UNKNOWN, QmpCallException::outcome);
            }
            assertThat(guest.isOpen()).isTrue();
        }
    }
}
