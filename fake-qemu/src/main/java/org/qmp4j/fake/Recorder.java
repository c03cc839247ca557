package org.qmp4j.fake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.qmp4j.fake.json.JsonInput;
import org.qmp4j.fake.net.Link;
import org.qmp4j.fake.net.Listener;
import org.qmp4j.fake.net.Loop;
import org.qmp4j.fake.record.TranscriptWriter;
import org.qmp4j.fake.script.DescriptorSource;
import tools.jackson.databind.JsonNode;

/**
 * Stands between clients and a QEMU and records their messages for a {@link Replay}. Bytes pass unchanged, in both
 * directions; only the file has no secrets: it masks passwords, secret objects, keys, what people typed, what a guest's
 * files and programs hold.
 *
 * <p>Safe for threads. One client at a time, as with QEMU.
 */
public final class Recorder implements AutoCloseable {
    /** How every recording begins. */
    private static final byte[] RECORDING = "{\"t\":".getBytes(StandardCharsets.UTF_8);

    private final Loop loop;
    private final ListenSocket socket;
    private final SocketAddress qemu;
    private final Writer file;
    private final TranscriptWriter transcript;
    private final Listener listener;
    private final CompletableFuture<Boolean> qemuGone = new CompletableFuture<>();
    private final Side client = new Side("client");
    private final Side server = new Side("qemu");

    private Recorder(ListenSocket socket, SocketAddress qemu, Writer file) {
        this.socket = socket;
        this.qemu = qemu;
        this.file = file;
        this.transcript = new TranscriptWriter(file);
        this.loop = Loop.start("qmp4j-recorder " + qemu, socket.channel().provider());
        this.listener =
                loop.call(() -> new Listener(loop, socket.channel(), DescriptorSource.NONE, client, this::opened));
    }

    /**
     * Listens on a unix socket in a new folder, and records into that file, which is overwritten if it is an old
     * recording.
     *
     * @param qemu a unix or TCP address
     * @throws UncheckedIOException if the file cannot be written, or exists and is not a recording
     */
    public static Recorder start(SocketAddress qemu, Path file) {
        return start(ListenSocket.inNewFolder("qmp"), qemu, file);
    }

    /** As {@link #start(SocketAddress, Path)}, listening on that address. */
    public static Recorder start(SocketAddress qemu, Path file, SocketAddress listen) {
        return start(ListenSocket.at(listen), qemu, file);
    }

    private static Recorder start(ListenSocket socket, SocketAddress qemu, Path file) {
        try {
            requireNoOtherFile(file);
            return new Recorder(socket, qemu, OwnerOnly.write(file));
        } catch (IOException failed) {
            socket.abandon();
            throw new UncheckedIOException("cannot write " + file + ": " + failed.getMessage(), failed);
        }
    }

    private static void requireNoOtherFile(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] begin = in.readNBytes(RECORDING.length);
            if (begin.length > 0 && !Arrays.equals(begin, RECORDING)) {
                throw new IOException("it is there, and it is no recording; name another file, or delete it");
            }
        }
    }

    /** Where clients are to connect. */
    public SocketAddress address() {
        return socket.address();
    }

    /**
     * Is completed when QEMU has closed a connection, or accepts no more; exceptionally, with an {@link IOException} or an
     * {@link UncheckedIOException}, if it never accepted one, or if the transcript cannot be written: later messages
     * are forwarded, but not recorded.
     */
    public CompletableFuture<Boolean> qemuGone() {
        return qemuGone.copy();
    }

    private void opened(Link accepted) {
        client.open(accepted, transcript::client);
        note(transcript::connected);
        try {
            server.open(Link.connect(loop, qemu, server), transcript::qemu);
        } catch (IOException refused) {
            refused(refused, String.valueOf(refused.getMessage()));
        } catch (UnresolvedAddressException unknown) {
            refused(unknown, "there is no such host");
        }
    }

    private void refused(Exception reason, String words) {
        if (!server.wasHeard) {
            qemuGone.completeExceptionally(new IOException("cannot connect to " + qemu + ": " + words, reason));
        }
        server.gone();
    }

    private void ended(String by) {
        note(() -> transcript.disconnected(by));
        client.close();
        server.close();
        if (by.equals("qemu") && server.wasHeard) {
            qemuGone.complete(true);
        } else if (by.equals("qemu")) {
            qemuGone.completeExceptionally(new IOException(qemu + " took no connection, or said nothing on it"));
        }
        listener.next();
    }

    /** Writes down; a disk that is full must not keep the two from talking. */
    private void note(Runnable what) {
        try {
            what.run();
        } catch (UncheckedIOException failed) {
            qemuGone.completeExceptionally(failed);
        }
    }

    @Override
    public void close() {
        try {
            loop.call(() -> {
                socket.removeFile();
                listener.close();
                client.close();
                server.close();
                return true;
            });
        } catch (IllegalStateException closedBefore) {
            return;
        }
        loop.close();
        socket.close();
        try {
            file.close();
        } catch (IOException failed) {
            if (!qemuGone.isCompletedExceptionally()) {
                throw new UncheckedIOException("cannot end the transcript: " + failed.getMessage(), failed);
            }
            // The failed write was reported already.
        }
    }

    /** One of the two. Loop thread only. */
    private final class Side implements Link.Peer {
        private final String name;
        private @Nullable Link link;
        private @Nullable JsonInput input;
        private boolean wasHeard;

        private Side(String name) {
            this.name = name;
        }

        private Side other() {
            return this == client ? server : client;
        }

        void open(Link to, Consumer<JsonNode> said) {
            link = to;
            // Each session is read from its beginning, as QEMU does.
            input = new JsonInput(JsonInput.Recovery.AT_ONCE, new JsonInput.Receiver() {
                @Override
                public void value(JsonNode value) {
                    note(() -> said.accept(value));
                }

                @Override
                public void unreadable(String reason) {
                    note(() -> transcript.unreadable(name, reason));
                }
            });
        }

        void close() {
            if (link != null) {
                link.closeWhenSent();
                link = null;
            }
        }

        @Override
        public void received(ByteBuffer bytes) {
            wasHeard = true;
            byte[] passed = new byte[bytes.remaining()];
            bytes.get(passed);
            Link onward = other().link;
            if (onward != null) {
                onward.write(passed);
            }
            JsonInput reading = input;
            for (int i = 0; reading != null && i < passed.length; i++) {
                reading.feed(passed[i]);
            }
        }

        @Override
        public void gone() {
            link = null;
            ended(name);
        }
    }
}
