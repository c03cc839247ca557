package org.qmp4j.it.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.client.GuestAgentClient;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.QemuUnderTest;
import org.qmp4j.it.support.RawSocket;
import org.qmp4j.protocol.ErrorClass;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawGuestAgentCommand;
import tools.jackson.databind.JsonNode;

/**
 * Conversations with a real qemu-ga, which takes this machine for its guest: nothing here may change it. What is silent when
 * it succeeds would, and is shown by its refusals.
 */
@ExtendWith(NoLeaks.class)
abstract class GuestAgentContract {
    private final QemuUnderTest.Kind kind;

    GuestAgentContract(QemuUnderTest.Kind kind) {
        this.kind = kind;
    }

    private static final RawGuestAgentCommand PING = RawGuestAgentCommand.named("guest-ping");
    private static final RawGuestAgentCommand INFO = RawGuestAgentCommand.named("guest-info");
    private static final ConnectOptions PATIENT =
            ConnectOptions.builder().connectTimeout(Await.PATIENCE).build();

    private QemuUnderTest agent() throws Exception {
        return kind.start();
    }

    private static RawGuestAgentCommand sync(long number) {
        return RawGuestAgentCommand.named("guest-sync").with("id", number);
    }

    @Test
    @DisplayName("fact 29: the agent sends no greeting, and its lines end in LF")
    void fact29_theAgentSendsNoGreetingAndItsLinesEndInLf() throws Exception {
        try (QemuUnderTest agent = agent();
                RawSocket socket = RawSocket.connect(agent.path("qga"))) {
            assertThat(socket.lineWithin(Duration.ofMillis(300))).isEmpty();
            socket.send("{\"execute\":\"guest-ping\"}");
            assertThat(new String(socket.line(), US_ASCII)).isEqualTo("{\"return\": {}}\n");
            socket.send("{\"execute\":\"qmp_capabilities\"}");
            assertThat(socket.message().path("error").path("class").asString()).isEqualTo("CommandNotFound");
        }
    }

    @Test
    @DisplayName("fact 35: an agent on the host answers ping, info and sync")
    void fact35_theAgentRunsOnTheHost() throws Exception {
        try (QemuUnderTest agent = agent();
                GuestAgentClient client = GuestAgentClient.connect(agent.endpoint("qga"))) {
            assertThat(client.execute(PING)).hasToString("{}");
            assertThat(client.execute(INFO).path("version").asString())
                    .startsWith(System.getProperty("qmp4j.qemu.name", ""));
            // 2^53 and beyond: the answer is a bare number, and exact.
            assertThat(client.execute(sync(9_223_372_036_854_775_807L)).longValue())
                    .isEqualTo(9_223_372_036_854_775_807L);
            client.sync(CallOptions.DEFAULT);
            assertThat(client.execute(RawGuestAgentCommand.named("guest-fsfreeze-status"))
                            .stringValue())
                    .isEqualTo("thawed");
            assertThat(client.peer()).isEqualTo("unix:" + agent.path("qga"));
        }
    }

    @Test
    @DisplayName("fact 29: one client at a time; the next one waits until it has left")
    @SuppressWarnings("try") // Leaving early is what this is about.
    void fact29_theNextClientWaitsUntilTheFirstDisconnects() throws Exception {
        ConnectOptions hasty =
                ConnectOptions.builder().connectTimeout(Duration.ofMillis(300)).build();
        try (QemuUnderTest agent = agent();
                GuestAgentClient first = GuestAgentClient.connect(agent.endpoint("qga"))) {
            assertThatExceptionOfType(QmpConnectException.class)
                    .isThrownBy(() -> GuestAgentClient.connect(agent.endpoint("qga"), hasty))
                    .withMessageContaining("no guest agent answered within 300 ms");
            assertThat(first.execute(PING)).hasToString("{}");

            CompletableFuture<GuestAgentClient> second =
                    Await.inBackground(() -> GuestAgentClient.connect(agent.endpoint("qga"), PATIENT));
            assertThat(first.execute(sync(7)).intValue()).isEqualTo(7);
            first.close();
            try (GuestAgentClient ready = second.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                assertThat(ready.execute(sync(8)).intValue()).isEqualTo(8);
            }
        }
    }

    @Test
    @DisplayName("fact 30: with one command in flight every thread gets its own answer, ids or not")
    void fact30_everyThreadGetsItsOwnReply() throws Exception {
        try (QemuUnderTest agent = agent();
                GuestAgentClient client = GuestAgentClient.connect(agent.endpoint("qga"))) {
            List<CompletableFuture<JsonNode>> calls = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                int number = i;
                calls.add(
                        i % 2 == 0
                                ? client.submit(sync(number), CallOptions.timeout(Await.PATIENCE))
                                : Await.inBackground(
                                        () -> client.execute(sync(number), CallOptions.timeout(Await.PATIENCE))));
            }
            for (int i = 0; i < calls.size(); i++) {
                assertThat(calls.get(i)
                                .get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                                .intValue())
                        .isEqualTo(i);
            }
        }
    }

    @Test
    @DisplayName("fact 31: a command that is silent when it succeeds is refused aloud, and the session goes on")
    void fact31_aCommandWithoutSuccessReplyStillHasAnErrorReply() throws Exception {
        try (QemuUnderTest agent = agent();
                GuestAgentClient client = GuestAgentClient.connect(agent.endpoint("qga"))) {
            // Never without the wrong mode: the agent would shut this machine down.
            RawGuestAgentCommand wrong =
                    RawGuestAgentCommand.named("guest-shutdown").with("mode", "sideways");
            for (int i = 0; i < 100; i++) {
                assertThatExceptionOfType(QmpCommandException.class)
                        .isThrownBy(() -> client.execute(wrong))
                        .satisfies(refused -> {
                            assertThat(refused.errorClass()).isEqualTo(ErrorClass.GENERIC_ERROR);
                            assertThat(refused.command()).isEqualTo("guest-shutdown");
                            assertThat(refused.description()).contains("mode");
                            assertThat(refused.outcome()).isEqualTo(Outcome.REJECTED);
                        });
                assertThat(client.execute(sync(i)).intValue()).isEqualTo(i);
            }
        }
    }

    @Test
    @DisplayName("fact 31: a command that is silent when it succeeds is not done where it could not be sent")
    @SuppressWarnings("try") // Leaving early is what this is about.
    void fact31_aSilentCommandThatCannotBeSentDoesNotSucceed() throws Exception {
        try (QemuUnderTest agent = agent();
                GuestAgentClient client = GuestAgentClient.connect(agent.endpoint("qga"))) {
            RawGuestAgentCommand wrong =
                    RawGuestAgentCommand.named("guest-shutdown").with("mode", "sideways");
            client.close();
            assertThatExceptionOfType(QmpDisconnectedException.class)
                    .isThrownBy(() -> client.execute(wrong))
                    .satisfies(closed -> assertThat(closed.outcome()).isEqualTo(Outcome.NOT_SENT));
        }
    }

    @Test
    @DisplayName("fact 17: an error or an unknown command ends the call alone")
    void fact17_anErrorEndsOnlyItsCall() throws Exception {
        try (QemuUnderTest agent = agent();
                GuestAgentClient client = GuestAgentClient.connect(agent.endpoint("qga"))) {
            assertThatExceptionOfType(QmpCommandException.class)
                    .isThrownBy(() -> client.execute(RawGuestAgentCommand.named("guest-none-such")))
                    .satisfies(refused -> assertThat(refused.errorClass()).isEqualTo(ErrorClass.COMMAND_NOT_FOUND));
            assertThatExceptionOfType(QmpCommandException.class)
                    .isThrownBy(() -> client.execute(
                            RawGuestAgentCommand.named("guest-file-close").with("handle", 1)))
                    .satisfies(refused -> assertThat(refused.errorClass()).isEqualTo(ErrorClass.GENERIC_ERROR));
            assertThat(client.execute(sync(3)).intValue()).isEqualTo(3);
            assertThat(client.isOpen()).isTrue();
        }
    }

    @Test
    @DisplayName("fact 34: a frozen agent runs few commands, and the errors of the others name them")
    void fact34_aFrozenAgentRunsOnlyAFewCommands() throws Exception {
        try (QemuUnderTest agent = kind.start(new QemuUnderTest.Frozen());
                GuestAgentClient client = GuestAgentClient.connect(agent.endpoint("qga"))) {
            assertThat(client.execute(RawGuestAgentCommand.named("guest-fsfreeze-status"))
                            .stringValue())
                    .isEqualTo("frozen");
            assertThat(client.execute(INFO)
                            .path("supported_commands")
                            .valueStream()
                            .filter(command -> command.path("enabled").booleanValue())
                            .map(command -> command.path("name").stringValue()))
                    .containsExactlyInAnyOrder(
                            "guest-ping",
                            "guest-info",
                            "guest-sync",
                            "guest-sync-delimited",
                            "guest-fsfreeze-status",
                            "guest-fsfreeze-thaw");
            assertThat(client.execute(PING)).hasToString("{}");
            for (String name : List.of("guest-get-time", "guest-get-host-name", "guest-exec", "guest-file-open")) {
                assertThatExceptionOfType(QmpCommandException.class)
                        .isThrownBy(() -> client.execute(RawGuestAgentCommand.named(name)))
                        .withMessageContaining("Command " + name + " has been disabled")
                        .satisfies(refused -> assertThat(refused.errorClass()).isEqualTo(ErrorClass.COMMAND_NOT_FOUND));
            }
            client.sync(CallOptions.DEFAULT);
            assertThat(client.execute(sync(5)).intValue()).isEqualTo(5);
        }
    }
}
