package org.qmp4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.GuestAgentClient;
import org.qmp4j.client.error.QmpProtocolException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.it.support.SerialLine;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawGuestAgentCommand;

/** Replies to an earlier client or call in a real qemu-ga never reach the next one's calls. */
@ExtendWith(NoLeaks.class)
class GuestAgentLeftoversIT {
    private static final RawGuestAgentCommand PING = RawGuestAgentCommand.named("guest-ping");
    private static final RawGuestAgentCommand INFO = RawGuestAgentCommand.named("guest-info");
    private static final ConnectOptions PATIENT =
            ConnectOptions.builder().connectTimeout(Await.PATIENCE).build();

    private static RealQemu agent() throws Exception {
        return RealQemu.startGuestAgent(RealQemu.newFolder());
    }

    private static RawGuestAgentCommand sync(long number) {
        return RawGuestAgentCommand.named("guest-sync").with("id", number);
    }

    @Test
    @DisplayName("fact 30: a stopped agent's late reply to a timed-out call is not taken for a later reply")
    void fact30_theLateReplyOfAStoppedAgentIsNotTakenForALaterOne() throws Exception {
        try (RealQemu agent = agent();
                GuestAgentClient client = GuestAgentClient.connect(agent.endpoint("qga"))) {
            for (int round = 0; round < 3; round++) {
                agent.stop();
                assertThatExceptionOfType(QmpTimeoutException.class)
                        .isThrownBy(() -> client.execute(INFO, CallOptions.timeout(Duration.ofMillis(200))))
                        .satisfies(late -> assertThat(late.outcome()).isEqualTo(Outcome.UNKNOWN));
                // The client sends no command before the agent answers.
                assertThatExceptionOfType(QmpTimeoutException.class)
                        .isThrownBy(() -> client.execute(PING, CallOptions.timeout(Duration.ofMillis(200))))
                        .satisfies(late -> assertThat(late.outcome()).isEqualTo(Outcome.NOT_SENT));
                agent.signal("CONT");
                assertThat(client.execute(sync(100 + round), CallOptions.timeout(Await.PATIENCE))
                                .intValue())
                        .isEqualTo(100 + round);
                assertThat(client.execute(PING)).hasToString("{}");
            }
        }
    }

    @Test
    @DisplayName("fact 33: an answer beyond the limit ends the connection, and its rest is not the next client's")
    void fact33_theRestOfAnOversizedReplyDoesNotReachTheNextClient() throws Exception {
        ConnectOptions modest =
                ConnectOptions.builder().maxMessageBytes(1024 * 1024).build();
        RawGuestAgentCommand read =
                RawGuestAgentCommand.named("guest-file-read").with("handle", 1000);
        try (RealQemu agent = agent();
                SerialLine line = SerialLine.to(agent, "qga")) {
            Files.write(agent.path("content"), new byte[6 * 1024 * 1024]);
            try (GuestAgentClient client = GuestAgentClient.connect(Endpoint.unix(line.path()), modest)) {
                client.execute(RawGuestAgentCommand.named("guest-file-open")
                        .with("path", agent.path("content").toString()));
                assertThat(Base64.getDecoder()
                                .decode(client.execute(read.with("count", 700_000))
                                        .path("buf-b64")
                                        .stringValue()))
                        .hasSize(700_000);
                assertThatExceptionOfType(QmpProtocolException.class)
                        .isThrownBy(() -> client.execute(read.with("count", 5 * 1024 * 1024)))
                        .withMessageContaining("1048576")
                        .satisfies(lost -> assertThat(lost.outcome()).isEqualTo(Outcome.UNKNOWN));
                assertThat(client.isOpen()).isFalse();
            }
            try (GuestAgentClient next = GuestAgentClient.connect(Endpoint.unix(line.path()), PATIENT)) {
                assertThat(next.execute(sync(9)).intValue()).isEqualTo(9);
            }
        }
    }
}
