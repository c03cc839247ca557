package org.qmp4j.it.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.GuestAgentClient;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.QemuUnderTest;
import org.qmp4j.it.support.RawSocket;
import org.qmp4j.it.support.SerialLine;
import org.qmp4j.protocol.RawGuestAgentCommand;

/** Replies to an earlier client or call in a real qemu-ga never reach the next one's calls. */
@ExtendWith(NoLeaks.class)
abstract class GuestAgentLeftoversContract {
    private final QemuUnderTest.Kind kind;

    GuestAgentLeftoversContract(QemuUnderTest.Kind kind) {
        this.kind = kind;
    }

    private static final RawGuestAgentCommand PING = RawGuestAgentCommand.named("guest-ping");
    private static final ConnectOptions PATIENT =
            ConnectOptions.builder().connectTimeout(Await.PATIENCE).build();

    private QemuUnderTest agent() throws Exception {
        return kind.start();
    }

    private static RawGuestAgentCommand sync(long number) {
        return RawGuestAgentCommand.named("guest-sync").with("id", number);
    }

    private static GuestAgentClient connect(SerialLine line) {
        return GuestAgentClient.connect(Endpoint.unix(line.path()), PATIENT);
    }

    @Test
    @DisplayName("fact 30: an answer that an earlier client left unread is not taken for the answer to the next one's")
    void fact30_anUnreadReplyIsNotTakenForTheNextOne() throws Exception {
        try (QemuUnderTest agent = agent();
                SerialLine line = SerialLine.to(agent, "qga")) {
            for (int round = 1; round <= 20; round++) {
                long before = line.heard();
                line.sayAndLeave("{\"execute\":\"guest-info\"}{\"execute\":\"guest-sync\",\"arguments\":{\"id\":1}}\n"
                        .repeat(round));
                Await.until("a reply without a client", () -> line.heard() > before);
                try (GuestAgentClient client = connect(line)) {
                    assertThat(client.execute(sync(1000 + round)).intValue()).isEqualTo(1000 + round);
                    assertThat(client.execute(PING)).hasToString("{}");
                }
            }
        }
    }

    @Test
    @DisplayName("fact 30: the line that an earlier client left unread shows to a raw one, without a sync")
    void fact30_aRawClientGetsTheUnreadReplyOfAnEarlierOne() throws Exception {
        try (QemuUnderTest agent = agent();
                SerialLine line = SerialLine.to(agent, "qga")) {
            line.sayAndLeave("{\"execute\":\"guest-sync\",\"arguments\":{\"id\":1}}\n");
            try (RawSocket next = RawSocket.connect(line.path())) {
                next.send(
                        "\u00ff{\"execute\":\"guest-sync-delimited\",\"arguments\":{\"id\":2}}\n".getBytes(ISO_8859_1));
                assertThat(new String(next.line(), ISO_8859_1)).isEqualTo("{\"return\": 1}\n");
                String answer = new String(next.line(), ISO_8859_1);
                if (answer.startsWith("{\"error\"")) {
                    answer = new String(next.line(), ISO_8859_1);
                }
                assertThat(answer).isEqualTo("\u00ff{\"return\": 2}\n");
            }
        }
    }

    @Test
    @DisplayName("fact 30: half a command survives the client that left it, and the next raw one completes it")
    void fact30_halfACommandOutlivesItsClient() throws Exception {
        try (QemuUnderTest agent = agent()) {
            try (RawSocket leaver = RawSocket.connect(agent.path("qga"))) {
                leaver.send("{\"execute\":\"guest-ping\"}");
                leaver.line();
                leaver.send("{\"execute\":\"guest-sync\",\"arguments\":{\"id\":4");
            }
            try (RawSocket next = RawSocket.connect(agent.path("qga"))) {
                next.send("2}}\n");
                assertThat(new String(next.line(), US_ASCII)).isEqualTo("{\"return\": 42}\n");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"execute\":\"guest-sync\",\"arguments\":{\"id\":4",
                "{\"execute\":\"guest-pi",
                "{\"execute\":\"guest-file-open\",\"arguments\":{\"path\":\"\\",
                "[[[[[[{\"a\":",
                "{\"execute\":\"guest-sync\",\"arguments\":{\"id\":42}",
                "}",
                "'",
            })
    @DisplayName("fact 30: half a command that an earlier client left does not reach the next one's")
    void fact30_halfACommandDoesNotAffectTheNextClient(String half) throws Exception {
        try (QemuUnderTest agent = agent();
                SerialLine line = SerialLine.to(agent, "qga")) {
            for (int round = 0; round < 3; round++) {
                line.sayAndLeave(half);
                try (GuestAgentClient client = connect(line)) {
                    assertThat(client.execute(sync(round)).intValue()).isEqualTo(round);
                }
            }
        }
    }
}
