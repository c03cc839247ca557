package org.qmp4j.it.support;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.GuestAgentClient;
import org.qmp4j.fake.FakeGuestAgent;
import org.qmp4j.protocol.RawGuestAgentCommand;

/** A fake guest agent at the socket {@code qga}. */
public record FakeAgent(FakeGuestAgent agent, Path folder) implements QemuUnderTest {
    /** Starts one with these settings. */
    public static FakeAgent start(Setting... settings) throws IOException {
        Path folder = RealQemu.newFolder();
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("qga"));
        FakeGuestAgent agent = FakeGuestAgent.builder().listen(address).start();
        if (List.of(settings).contains(new Frozen())) {
            try (GuestAgentClient client = GuestAgentClient.connect(Endpoint.unix(folder.resolve("qga")))) {
                client.execute(RawGuestAgentCommand.named("guest-fsfreeze-freeze"));
            }
        }
        return new FakeAgent(agent, folder);
    }

    @Override
    public Path path(String name) {
        return folder.resolve(name);
    }

    @Override
    public Slow slow(String name) {
        throw new UnsupportedOperationException("an agent makes no nodes");
    }

    @Override
    public void close() throws IOException {
        agent.close();
        RealQemu.removeFolder(folder);
    }
}
