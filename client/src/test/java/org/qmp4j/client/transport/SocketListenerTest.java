package org.qmp4j.client.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpListener;
import org.qmp4j.client.error.QmpClosedException;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpConnectTimeoutException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.peer.Await;
import org.qmp4j.client.peer.Caller;

class SocketListenerTest {
    private static final Duration SOON = Duration.ofMillis(50);

    @TempDir
    private Path folder;

    private Path path() {
        return folder.resolve("vm.qmp");
    }

    private QmpListener bind() {
        return QmpListener.bind(Endpoint.unix(path()));
    }

    @Test
    void otherUsersCanNeverOpenTheSocketFile() throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();
        AtomicBoolean stop = new AtomicBoolean();
        Caller<Boolean> looker = Caller.run(() -> {
            while (!stop.get() && !seen.isDone()) {
                try {
                    seen.complete(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())));
                } catch (IOException notYet) {
                    Thread.onSpinWait();
                }
            }
        });
        try (QmpListener listener = bind()) {
            assertThat(seen.get(20, TimeUnit.SECONDS))
                    .as("first mode seen of %s", listener)
                    .isEqualTo("rw-------");
            try (var left = Files.list(folder)) {
                assertThat(left).as("nothing beside the socket").containsExactly(path());
            }
        } finally {
            stop.set(true);
            looker.value();
        }
        assertThat(path()).doesNotExist();
    }

    @Test
    void aStaleSocketFileIsReplaced() throws Exception {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(path()));
        }
        assertThat(path()).exists();
        try (QmpListener listener = bind();
                SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path()))) {
            assertThat(client.isConnected()).as("to %s", listener).isTrue();
        }
    }

    @Test
    void aSocketOfAnotherListenerIsKept() throws Exception {
        try (ServerSocketChannel living = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            living.bind(UnixDomainSocketAddress.of(path()));
            assertThatExceptionOfType(QmpConnectException.class)
                    .isThrownBy(this::bind)
                    .withMessageContaining("another process listens there already");
            try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path()))) {
                assertThat(client.isConnected()).isTrue();
            }
        }
    }

    @Test
    void aFileThatIsNotASocketIsKept() throws Exception {
        Files.writeString(path(), "precious");
        assertThatExceptionOfType(QmpConnectException.class).isThrownBy(this::bind);
        assertThat(path()).hasContent("precious");
    }

    @Test
    void anotherListenersFileIsNotRemoved() throws Exception {
        QmpListener first = bind();
        Files.delete(path());
        try (QmpListener second = bind()) {
            first.close();
            assertThat(path()).as("of %s", second).exists();
        }
        assertThat(path()).doesNotExist();
    }

    @Test
    void aMissingFolderIsReported() {
        assertThatExceptionOfType(QmpConnectException.class)
                .isThrownBy(() -> QmpListener.bind(Endpoint.unix(folder.resolve("none/vm.qmp"))))
                .withMessageContaining("no such folder");
    }

    @Test
    void aPathThatIsTooLongForASocketIsReported() throws Exception {
        String name = "x".repeat(102 - folder.toString().length());
        Path deep = Files.createDirectory(folder.resolve(name));
        Endpoint fits = Endpoint.unix(deep.resolve("vm"));
        assertThatExceptionOfType(QmpConnectException.class)
                .isThrownBy(() -> QmpListener.bind(fits))
                .withMessageContaining("could not listen on " + fits + ": the path of its folder is too long")
                .withMessageNotContaining(".q");
        try (var left = Files.list(deep)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aSocketWithoutPermissionIsNotReportedAsInUse() {
        // The JDK's message for EACCES; root never gets it.
        assertThat(StaleSocket.taken(new BindException("Permission denied")))
                .hasMessage("another user's socket is there: Permission denied");
        assertThat(StaleSocket.taken(new SocketException("Resource temporarily unavailable")))
                .hasMessage("another process listens there already");
    }

    @Test
    void withoutAConnectionAcceptTimesOutAndTheListenerStaysOpen() throws Exception {
        try (QmpListener listener = bind()) {
            assertThatExceptionOfType(QmpConnectTimeoutException.class)
                    .isThrownBy(() -> listener.accept(SOON))
                    .withMessageContaining("no peer connected to unix:" + path());
            try (SocketChannel silent = SocketChannel.open(UnixDomainSocketAddress.of(path()))) {
                assertThatExceptionOfType(QmpConnectException.class)
                        .isThrownBy(() -> listener.accept(
                                Await.PATIENCE,
                                ConnectOptions.builder().connectTimeout(SOON).build()))
                        .withMessageContaining("no greeting came");
                assertThat(silent.read(ByteBuffer.allocate(1)))
                        .as("its connection was closed")
                        .isEqualTo(-1);
            }
        }
    }

    @Test
    void closingWakesWaitingThreads() {
        QmpListener listener = bind();
        Caller<?> waiting = Caller.of(() -> listener.accept(Await.PATIENCE));
        Caller<?> next = Caller.of(() -> listener.accept(Await.PATIENCE));
        listener.close();
        listener.close();
        assertThat(waiting.failure(QmpClosedException.class)).hasMessageContaining("is closed");
        next.failure(QmpClosedException.class);
    }

    @Test
    void anInterruptEndsOnlyTheWait() throws Exception {
        try (QmpListener listener = bind()) {
            Caller<?> waiting = Caller.interrupted(() -> listener.accept(Await.PATIENCE));
            waiting.failure(QmpInterruptedException.class);
            assertThat(waiting.wasInterruptedAtTheEnd()).isTrue();
            try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path()))) {
                assertThat(client.isConnected()).isTrue();
            }
        }
    }

    @Test
    void aListenerNeedsASocketEndpoint() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QmpListener.bind(Endpoint.parse("exec:cat")))
                .withMessageContaining("unix:PATH and tcp:HOST:PORT only");
    }
}
