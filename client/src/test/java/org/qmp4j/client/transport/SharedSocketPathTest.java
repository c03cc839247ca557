package org.qmp4j.client.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpListener;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.ChildJvm;

/** Listeners that bind the same path. */
class SharedSocketPathTest {
    private static final int ROUNDS = 50;

    @TempDir
    private Path folder;

    private Path path() {
        return folder.resolve("vm.qmp");
    }

    private QmpListener bind() {
        return QmpListener.bind(Endpoint.unix(path()));
    }

    private void leaveStaleFile() throws IOException {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(path()));
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private boolean bindsAndStays(List<QmpListener> bound) {
        try {
            bound.add(bind());
            return true;
        } catch (QmpConnectException taken) {
            assertThat(taken).hasMessageEndingWith("another process listens there already");
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofTwoThreadsThatBindOnePathOneFails(boolean stale) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            if (stale) {
                leaveStaleFile();
            }
            List<QmpListener> bound = new CopyOnWriteArrayList<>();
            CyclicBarrier barrier = new CyclicBarrier(2);
            Caller<Boolean> one = Caller.of(() -> barrier.await() >= 0 && bindsAndStays(bound));
            Caller<Boolean> other = Caller.of(() -> barrier.await() >= 0 && bindsAndStays(bound));
            assertThat(List.of(one.value(), other.value()))
                    .as("round %d", round)
                    .containsExactlyInAnyOrder(true, false);
            assertThat(files()).containsExactly(path());
            bound.forEach(QmpListener::close);
            assertThat(files()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofTwoProcessesThatBindOnePathOneFails(boolean stale) throws Exception {
        Process child = ChildJvm.of(BindingProgram.class, List.of("-Xshare:auto", "-XX:+UseSerialGC"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = child.inputReader();
                Writer in = child.outputWriter()) {
            assertThat(out.readLine()).isEqualTo("ready");
            for (int round = 0; round < ROUNDS; round++) {
                if (stale) {
                    leaveStaleFile();
                }
                bindBoth(in, out);
                assertThat(files()).as("after round %d", round).isEmpty();
            }
        } finally {
            child.destroyForcibly();
        }
    }

    private void bindBoth(Writer in, BufferedReader out) throws IOException {
        in.append(path() + "\n").flush();
        List<QmpListener> bound = new CopyOnWriteArrayList<>();
        boolean here = bindsAndStays(bound);
        boolean there = out.readLine().startsWith("bound");
        assertThat(List.of(here, there)).containsExactlyInAnyOrder(true, false);
        bound.forEach(QmpListener::close);
        in.append("\n").flush();
        assertThat(out.readLine()).isEqualTo("closed");
    }

    @Test
    void aSecondCloseKeepsTheSocketOfASuccessor() {
        QmpListener first = bind();
        first.close();
        try (QmpListener second = bind()) {
            first.close();
            assertThat(path()).as("of %s", second).exists();
        }
    }

    @Test
    void aLockFileOfAKilledProcessIsReusedAndRemoved() throws Exception {
        leaveStaleFile();
        Files.createFile(folder.resolve(".vm.qmp.lock"));
        try (QmpListener listener = bind()) {
            assertThat(files()).as("of %s", listener).containsExactly(path());
        }
    }

    @Test
    void aLockFileThatIsNotARegularFileIsNotOpened() throws Exception {
        leaveStaleFile();
        Path precious = Files.writeString(folder.resolve("precious"), "precious");
        Path lock = Files.createSymbolicLink(folder.resolve(".vm.qmp.lock"), precious);
        assertThatExceptionOfType(QmpConnectException.class)
                .isThrownBy(this::bind)
                .withMessageContaining("the lock file " + lock + " is no regular file; delete it");
        assertThat(files()).containsExactlyInAnyOrder(path(), precious, lock);
    }

    @Test
    void aLockFileThatIsDeletedByItsHolderExcludesNoProcess() throws Exception {
        leaveStaleFile();
        Path lock = Files.createFile(folder.resolve(".vm.qmp.lock"));
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            Caller<QmpListener> waiting = Caller.of(this::bind);
            waiting.untilItWaits();
            assertThat(waiting.hasEnded()).as("while %s is held", held).isFalse();
            Files.delete(lock);
            waiting.value().close();
        }
        assertThat(files()).isEmpty();
    }
}
