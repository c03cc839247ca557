package org.qmp4j.it.support;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import org.qmp4j.fake.FakeQemu;
import org.qmp4j.fake.script.Hold;
import org.qmp4j.protocol.RawCommand;

/** Starts fakes of one version. */
public final class FakeKind implements QemuUnderTest.Kind {
    private final String version;

    /** Of that version. */
    public FakeKind(String version) {
        this.version = version;
    }

    @Override
    public QemuUnderTest start(QemuUnderTest.Setting... settings) throws Exception {
        Path folder = RealQemu.newFolder();
        FakeQemu.Builder builder =
                FakeQemu.builder().version(version).listen(UnixDomainSocketAddress.of(folder.resolve("qmp")));
        for (QemuUnderTest.Setting setting : settings) {
            if (setting instanceof QemuUnderTest.Monitor monitor) {
                builder.pretty(monitor.pretty()).listen(UnixDomainSocketAddress.of(folder.resolve(monitor.name())));
            } else if (setting instanceof QemuUnderTest.Name name) {
                builder.name(name.name());
            } else {
                builder.status(setting == QemuUnderTest.State.STOPPED ? "prelaunch" : "preconfig");
            }
        }
        return new Started(builder.start(), folder);
    }

    private record Started(FakeQemu qemu, Path folder) implements QemuUnderTest {
        @Override
        public Path path(String name) {
            return folder.resolve(name);
        }

        @Override
        public Slow slow(String name) {
            Hold hold = new Hold();
            qemu.when("blockdev-add").with("node-name", name).thenHold(hold).thenReturn("{}");
            qemu.when("blockdev-del").with("node-name", name).thenReturn("{}");
            return new Held(name, hold);
        }

        @Override
        public void close() throws IOException {
            qemu.close();
            RealQemu.removeFolder(folder);
        }
    }

    private record Held(String node, Hold hold) implements Slow {
        @Override
        public RawCommand slowCommand() {
            return RawCommand.named("blockdev-add").with("driver", "null-co").with("node-name", node);
        }

        @Override
        public String slowMessage(String id) {
            return "{\"execute\":\"blockdev-add\",\"arguments\":{\"driver\":\"null-co\",\"node-name\":\"" + node
                    + "\"},\"id\":" + id + "}\n";
        }

        @Override
        public void awaitRunning() throws Exception {
            hold.awaitBegun(Await.PATIENCE);
        }

        @Override
        public void release() throws Exception {
            awaitRunning();
            hold.release();
        }
    }
}
