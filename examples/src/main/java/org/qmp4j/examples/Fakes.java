package org.qmp4j.examples;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.newsclub.net.unix.AFUNIXServerSocketChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketChannel;
import org.qmp4j.fake.FakeQemu;

/** The samples of {@code docs/guide/fake.md}. */
final class Fakes {
    private Fakes() {}

    static FakeQemu built(Path folder) {
        // tag::builder
        FakeQemu qemu = FakeQemu.builder()
                .version("7.2") // its schema, and its greeting
                .status("prelaunch") // as with -S; "preconfig" as with -preconfig
                .name("vm1")
                .outOfBand(false) // offers no out-of-band execution
                .listen(UnixDomainSocketAddress.of(folder.resolve("qmp")))
                .listen(UnixDomainSocketAddress.of(folder.resolve("second"))) // a second monitor
                .start();
        // end::builder
        return qemu;
    }

    static FakeQemu withDescriptors(Path path) throws IOException {
        // tag::descriptors
        AFUNIXServerSocketChannel channel = AFUNIXServerSocketChannel.open();
        channel.bind(AFUNIXSocketAddress.of(path), 1);
        FakeQemu qemu = FakeQemu.builder()
                .listen(channel)
                .descriptors(socket -> {
                    AFUNIXSocketChannel unix = (AFUNIXSocketChannel) socket;
                    // Without this buffer the kernel discards the descriptors.
                    unix.ensureAncillaryReceiveBufferSize(1024);
                    FileDescriptor[] received = unix.getReceivedFileDescriptors();
                    return received == null ? List.of() : List.of(received);
                })
                .start();
        // end::descriptors
        return qemu;
    }
}
