package org.qmp4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.client.GuestAgentClient;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.protocol.RawGuestAgentCommand;

/**
 * Conversations with a real qemu-ga, which takes this machine for its guest: nothing here may change it. What is silent when
 * it succeeds would, and is shown by its refusals.
 */
@ExtendWith(NoLeaks.class)
class GuestAgentIT {
    private static final RawGuestAgentCommand PING = RawGuestAgentCommand.named("guest-ping");

    private static RealQemu agent() throws Exception {
        return RealQemu.startGuestAgent(RealQemu.newFolder());
    }

    @Test
    @DisplayName("the end of the agent ends the calls that wait for it")
    void waitingCallsFailWhenTheAgentExits() throws Exception {
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
