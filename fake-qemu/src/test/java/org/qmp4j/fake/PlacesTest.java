package org.qmp4j.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp4j.fake.script.Fault;

/** The addresses of a fake, and its end. */
class PlacesTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void openTheDescriptorsThatTheJdkKeeps() {
        FakeQemu.start().close();
    }

    /** Counts sockets and selectors. Files are not counted, because class loading opens and closes them. */
    private static long descriptors() throws Exception {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(PlacesTest::isOfASocket).count();
        }
    }

    private static boolean isOfASocket(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("socket:") || target.startsWith("anon_inode:");
        } catch (IOException goneMeanwhile) {
            return false;
        }
    }

    @Test
    void aFakeListensOnEachGivenAddress() throws Exception {
        try (FakeQemu qemu = FakeQemu.builder()
                        .listen(UnixDomainSocketAddress.of(folder.resolve("a")))
                        .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .start();
                RawClient one = RawClient.negotiated(qemu.addresses().get(0));
                RawClient other = RawClient.negotiated(qemu.addresses().get(1))) {
            one.ask("{'execute':'stop'}");
            assertThat(other.line()).contains("STOP");
            assertThat(qemu.clients()).isEqualTo(2);
        }
        assertThat(folder).isEmptyDirectory();
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void noOtherUserCanOpenTheSocketOfAFake() throws Exception {
        Path socket = folder.resolve("vm");
        try (FakeQemu named = FakeQemu.builder()
                        .listen(UnixDomainSocketAddress.of(socket))
                        .start();
                FakeQemu unnamed = FakeQemu.start()) {
            assertThat(mode(socket)).isEqualTo("rw-------");
            assertThat(mode(unnamed.path())).isEqualTo("rw-------");
            assertThat(mode(Objects.requireNonNull(unnamed.path().getParent()))).isEqualTo("rwx------");
            assertThat(folder).isDirectoryContaining(file -> file.equals(socket));
            RawClient.negotiated(named.address()).close();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theSocketIsCreatedWithItsMode() throws Exception {
        Path socket = folder.resolve("vm");
        Set<String> seen = ConcurrentHashMap.newKeySet();
        AtomicBoolean over = new AtomicBoolean();
        Thread watcher = new Thread(() -> {
            while (!over.get()) {
                try {
                    seen.add(mode(socket));
                } catch (IOException notThere) {
                    // The socket does not exist yet, or no longer.
                }
            }
        });
        watcher.start();
        for (int i = 0; i < 200 || seen.isEmpty(); i++) {
            FakeQemu.builder()
                    .listen(UnixDomainSocketAddress.of(socket))
                    .start()
                    .close();
        }
        over.set(true);
        watcher.join();
        assertThat(seen).containsExactly("rw-------");
    }

    @Test
    void ifOneAddressFailsNoSocketIsLeft() throws Exception {
        Files.createFile(folder.resolve("taken"));
        FakeQemu.Builder builder = FakeQemu.builder()
                .listen(UnixDomainSocketAddress.of(folder.resolve("free")))
                .listen(UnixDomainSocketAddress.of(folder.resolve("taken")));
        long before = descriptors();
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(builder::start)
                .withMessageContaining("cannot listen on " + folder.resolve("taken"));
        assertThat(folder.resolve("free")).doesNotExist();
        assertThat(descriptors()).as("none is left open").isLessThanOrEqualTo(before);
    }

    @Test
    void aFileThatReplacedTheSocketIsKept() throws Exception {
        Path socket = folder.resolve("vm");
        try (FakeQemu qemu =
                FakeQemu.builder().listen(UnixDomainSocketAddress.of(socket)).start()) {
            assertThat(qemu.path()).isEqualTo(socket);
            Path mine = Files.writeString(folder.resolve("mine"), "mine");
            Files.move(mine, socket, StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(socket).hasContent("mine");
    }

    @Test
    void aSecondCloseDoesNotRemoveTheSocketOfASuccessor() throws Exception {
        UnixDomainSocketAddress socket = UnixDomainSocketAddress.of(folder.resolve("vm"));
        try (FakeHost host = FakeHost.start()) {
            FakeQemu first = FakeQemu.builder().on(host).listen(socket).start();
            first.close();
            try (FakeQemu second = FakeQemu.builder().on(host).listen(socket).start()) {
                first.close();
                assertThat(second.path()).exists();
            }
        }
    }

    @Test
    void quitRemovesTheSocketAndALaterCloseKeepsThatOfASuccessor() throws Exception {
        UnixDomainSocketAddress socket = UnixDomainSocketAddress.of(folder.resolve("vm"));
        FakeQemu first = FakeQemu.builder().listen(socket).start();
        try (RawClient client = RawClient.negotiated(socket)) {
            client.send("{'execute':'quit'}");
            first.whenEnded().get(20, TimeUnit.SECONDS);
        }
        assertThat(socket.getPath()).doesNotExist();
        try (FakeQemu second = FakeQemu.builder().listen(socket).start()) {
            first.close();
            assertThat(second.path()).exists();
        }
    }

    @Test
    void quitEndsTheFakeAndCloseCanBeCalledTwice() throws Exception {
        FakeQemu qemu = FakeQemu.start();
        try (RawClient client = RawClient.negotiated(qemu.address())) {
            assertThat(client.ask("{'execute':'quit'}")).contains("SHUTDOWN", "host-qmp-quit");
            assertThat(client.line()).isEqualTo("{\"return\": {}}");
            assertThatExceptionOfType(EOFException.class).isThrownBy(client::line);
        }
        assertThat(qemu.whenEnded().get(20, TimeUnit.SECONDS)).isTrue();
        qemu.close();
        qemu.close();
        assertThat(qemu.path().getParent()).doesNotExist();
    }

    @Test
    void aClientThatReadsNothingLeaksNeitherThreadNorDescriptor() throws Exception {
        long before = descriptors();
        try (FakeQemu qemu = FakeQemu.start();
                RawClient client = RawClient.negotiated(qemu.address())) {
            client.send("{'execute':'query-qmp-schema'}".repeat(20) + "{'execute':'quit'}");
            qemu.whenEnded().get(20, TimeUnit.SECONDS);
        }
        assertThat(descriptors()).as("none is left open").isLessThanOrEqualTo(before);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("qmp4j-fake"));
    }

    @Test
    void theDisconnectOfAnEarlierClientDoesNotAffectTheNext() throws Exception {
        try (FakeQemu qemu = FakeQemu.start()) {
            RawClient slow = RawClient.negotiated(qemu.address());
            // More than the buffer of the socket holds, and then the end, which waits until this client reads.
            qemu.when("query-name").thenFault(Fault.CLOSE_IN_REPLY);
            slow.send("{'exec-oob':'query-yank'}" + "{'execute':'query-qmp-schema'}".repeat(7)
                    + "{'execute':'query-name'}");
            try (RawClient next = RawClient.negotiated(qemu.address())) {
                slow.send("{'execute':'stop'}");
                slow.close();
                assertThat(next.ask("{'execute':'query-status','id':1}")).contains("\"running\": true", "\"id\": 1");
                assertThat(next.ask("{'execute':'query-status','id':2}")).contains("\"running\": true", "\"id\": 2");
            }
            assertThat(qemu.received("stop")).isEmpty();
        }
    }

    @Test
    void manyFakesShareTheThreadOfAHost() throws Exception {
        List<FakeQemu> fakes = new ArrayList<>();
        try (FakeHost host = FakeHost.start()) {
            for (int i = 0; i < 50; i++) {
                fakes.add(FakeQemu.builder().on(host).name("vm" + i).start());
            }
            for (int i = 0; i < 50; i++) {
                try (RawClient client = RawClient.negotiated(fakes.get(i).address())) {
                    assertThat(client.ask("{'execute':'query-name'}")).contains("\"vm" + i + "\"");
                }
            }
            assertThat(Thread.getAllStackTraces().keySet().stream()
                            .map(Thread::getName)
                            .filter(name -> name.startsWith("qmp4j-fake")))
                    .containsExactly("qmp4j-fakes");
            fakes.forEach(FakeQemu::close);
        }
    }
}
