package org.qmp4j.it.support;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import org.newsclub.net.unix.AFUNIXServerSocketChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketChannel;
import org.qmp4j.fake.FakeQemu;
import org.qmp4j.fake.script.Hold;
import org.qmp4j.protocol.RawCommand;

/** Starts fakes of one version. */
public final class FakeKind implements QemuUnderTest.Kind {
    private final String version;
    private final boolean takesDescriptors;

    private FakeKind(String version, boolean takesDescriptors) {
        this.version = version;
        this.takesDescriptors = takesDescriptors;
    }

    /** Fakes of that version. */
    public FakeKind(String version) {
        this(version, false);
    }

    /** Fakes with junixsocket's sockets, which accept descriptors. */
    public static FakeKind withDescriptors(String version) {
        return new FakeKind(version, true);
    }

    @Override
    public QemuUnderTest start(QemuUnderTest.Setting... settings) throws Exception {
        Path folder = RealQemu.newFolder();
        FakeQemu.Builder builder = FakeQemu.builder().version(version);
        if (takesDescriptors) {
            listenForDescriptors(builder, folder.resolve("qmp"));
        } else {
            builder.listen(UnixDomainSocketAddress.of(folder.resolve("qmp")));
        }
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

    private static void listenForDescriptors(FakeQemu.Builder builder, Path path) throws IOException {
        AFUNIXServerSocketChannel channel = AFUNIXServerSocketChannel.open();
        channel.bind(AFUNIXSocketAddress.of(path), 1);
        builder.listen(channel).descriptors(FakeKind::received);
    }

    private static List<FileDescriptor> received(SocketChannel from) throws IOException {
        AFUNIXSocketChannel channel = (AFUNIXSocketChannel) from;
        // Without room for them the kernel drops them.
        channel.ensureAncillaryReceiveBufferSize(1024);
        FileDescriptor[] came = channel.getReceivedFileDescriptors();
        return came == null ? List.of() : List.of(came);
    }

    /** The fake that was started. */
    public static FakeQemu fakeOf(QemuUnderTest started) {
        return ((Started) started).qemu();
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
