package org.qmp4j.it.support;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import org.qmp4j.fake.FakeGuestAgent;

/** A fake guest agent at the socket {@code qga}. */
public record FakeAgent(FakeGuestAgent agent, Path folder) implements QemuUnderTest {
    /** Starts one. */
    public static FakeAgent start() throws IOException {
        Path folder = RealQemu.newFolder();
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("qga"));
        return new FakeAgent(FakeGuestAgent.builder().listen(address).start(), folder);
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
