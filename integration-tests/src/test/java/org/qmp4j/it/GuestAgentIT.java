package org.qmp4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.client.CallOptions;
import org.qmp4j.client.GuestAgentClient;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.protocol.ErrorClass;
import org.qmp4j.protocol.RawGuestAgentCommand;

/**
 * Conversations with a real qemu-ga, which takes this machine for its guest: nothing here may change it. What is silent when
 * it succeeds would, and is shown by its refusals.
 */
@ExtendWith(NoLeaks.class)
class GuestAgentIT {
    private static final RawGuestAgentCommand PING = RawGuestAgentCommand.named("guest-ping");
    private static final RawGuestAgentCommand INFO = RawGuestAgentCommand.named("guest-info");

    private static RealQemu agent() throws Exception {
        return RealQemu.startGuestAgent(RealQemu.newFolder());
    }

    private static RawGuestAgentCommand sync(long number) {
        return RawGuestAgentCommand.named("guest-sync").with("id", number);
    }

    @Test
    @DisplayName("fact 34: a frozen agent runs few commands, and the errors of the others name them")
    void fact34_aFrozenAgentRunsFewCommands() throws Exception {
        Path folder = RealQemu.newFolder();
        // So the agent takes what it serves for frozen, and nothing is: freezing this machine would stop the test, too.
        Files.createFile(folder.resolve("qga.state.isfrozen"));
        try (RealQemu agent = RealQemu.startGuestAgent(folder);
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

    @Test
    @DisplayName("the end of the agent ends the calls that wait for it")
    void theEndOfTheAgentEndsTheCallsThatWaitForIt() throws Exception {
        try (RealQemu agent = agent();
                GuestAgentClient client = GuestAgentClient.connect(agent.endpoint("qga"))) {
            agent.stop();
            CompletableFuture<Object> call = Await.inBackground(() -> client.execute(PING));
            agent.process().destroyForcibly().onExit().join();
            assertThat(call)
                    .failsWithin(Await.PATIENCE)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(QmpDisconnectedException.class);
            assertThat(client.isOpen()).isFalse();
        }
    }
}
