package org.qmp4j.it.descriptors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.GuestAgentClient;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpNotListeningException;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.Programs;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.protocol.RawGuestAgentCommand;

/** The guest agent on vsock, on this machine itself. The addresses are tested in the module. */
@Tag("slow")
@ExtendWith(NoLeaks.class)
class VsockIT {
    private static final Endpoint LOOPBACK = Endpoint.parse("vsock:1:54321");

    @Test
    void theGuestAgentAnswersOverVsock() throws Exception {
        try (RealQemu agent = startAgent()) {
            Await.until("it listens, or cannot", () -> !agent.process().isAlive() || answers());
            assumeTrue(
                    agent.process().isAlive(),
                    () -> "this kernel has no vsock to itself, so only addresses are tested: the agent says "
                            + agent.output().strip());
            try (GuestAgentClient client = GuestAgentClient.connect(LOOPBACK)) {
                assertThat(client.execute(RawGuestAgentCommand.named("guest-get-time"))
                                .longValue())
                        .isPositive();
            }
            agent.stop();
            assertThatExceptionOfType(QmpNotListeningException.class)
                    .isThrownBy(() -> GuestAgentClient.connect(LOOPBACK))
                    .withMessageContaining("machine 1 exists, but no process listens on that port");
        }
    }

    private static RealQemu startAgent() throws Exception {
        Path folder = RealQemu.newFolder();
        String program = Programs.qemu("qemu-ga").toString();
        return RealQemu.run(
                folder, List.of(program, "-m", "vsock-listen", "-p", "1:54321", "-t", "{}", "-f", "{}/pid"));
    }

    private static boolean answers() {
        try (GuestAgentClient client = GuestAgentClient.connect(LOOPBACK)) {
            client.execute(RawGuestAgentCommand.named("guest-ping"));
            return true;
        } catch (QmpConnectException notYet) {
            return false;
        }
    }
}
