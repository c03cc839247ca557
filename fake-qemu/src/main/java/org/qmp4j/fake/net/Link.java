package org.qmp4j.fake.net;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.qmp4j.fake.script.DescriptorSource;

/**
 * A connection: bytes in, bytes out. Nothing waits: what the peer does not take is kept, up to a limit.
 *
 * <p>For the loop's thread only.
 */
public final class Link {
    /** QEMU keeps what its client does not read without limit; a fake that did would fill the memory of a test. */
    static final int MAX_UNSENT_BYTES = 256 << 20;

    private static final int INPUT_BYTES = 16 * 1024;
    /** In one call of the system. */
    private static final int MOST_BUFFERS = 64;

    private static final Duration SLOW = Duration.ofMillis(1);

    private final Loop loop;
    private final SocketChannel channel;
    private final Peer peer;
    private final DescriptorSource descriptors;
    // The descriptors that came last and were not taken yet.
    private List<FileDescriptor> received = List.of();
    private final SelectionKey key;
    // Bytes that were read and that the peer has not taken, from position 0; in writing mode between two deliveries.
    private final ByteBuffer input = ByteBuffer.allocate(INPUT_BYTES);
    // Bytes that the socket has not taken yet, and how many.
    private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
    private long unsentBytes;
    // closeWhenSent() was called: nothing more is read, and the connection is closed when unsent is empty.
    private boolean ending;
    private boolean closed;
    // How fast it reads, and whether it writes single bytes: faults for tests.
    private Reading reading = Reading.FULL;
    private boolean byteByByte;
    // A connection that this side opens and that is not established yet.
    private boolean connecting;
    // The peer is being given what came: what it writes meanwhile goes out together.
    private boolean delivering;

    /**
     * A connection that this side opens. Bytes that are written before the other side has accepted it are kept; a refused
     * connection is reported by an exception or, if it is refused later, as the end of the connection.
     */
    public static Link connect(Loop loop, SocketAddress address, Peer peer) throws IOException {
        SocketChannel channel = address instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
        try {
            Link link = new Link(loop, channel, peer, DescriptorSource.NONE);
            link.connecting = !channel.connect(address);
            link.watch();
            return link;
        } catch (IOException | RuntimeException | Error failed) {
            channel.close();
            throw failed;
        }
    }

    static Link accepted(Loop loop, SocketChannel channel, Peer peer, DescriptorSource descriptors) throws IOException {
        try {
            Link link = new Link(loop, channel, peer, descriptors);
            link.takeDescriptors();
            link.watch();
            return link;
        } catch (IOException | RuntimeException | Error failed) {
            channel.close();
            throw failed;
        }
    }

    /** The user of the connection. */
    public interface Peer {
        /**
         * Bytes have arrived, or reading was resumed. Takes as many as it wants.
         *
         * @param bytes ready to be read
         */
        void received(ByteBuffer bytes);

        /**
         * The other side has closed the connection, or it broke; not called after {@link Link#close()} or {@link
         * Link#closeWhenSent()}.
         */
        void gone();
    }

    /** How it reads. */
    public enum Reading {
        /** As fast as it can. */
        FULL,
        /** A byte each millisecond. */
        SLOW,
        /** Not at all. */
        NONE
    }

    private Link(Loop loop, SocketChannel channel, Peer peer, DescriptorSource descriptors) throws IOException {
        this.loop = loop;
        this.channel = channel;
        this.peer = peer;
        this.descriptors = descriptors;
        channel.configureBlocking(false);
        this.key = loop.register(channel, 0, this::ready);
    }

    /** The first of the descriptors that were received last; the others are closed, as QEMU does. */
    public Optional<FileDescriptor> takeDescriptor() {
        Optional<FileDescriptor> first = received.stream().findFirst();
        received.stream().skip(1).forEach(Link::close);
        received = List.of();
        return first;
    }

    private static void close(FileDescriptor descriptor) {
        try {
            new FileOutputStream(descriptor).close();
        } catch (IOException failed) {
            // There was nothing to lose.
        }
    }

    /** Changes how it reads. */
    public void read(Reading how) {
        reading = how;
        if (how == Reading.SLOW) {
            loop.after(SLOW, this::readOneByte);
        }
        watch();
    }

    /** From now on each byte is written separately. */
    public void writeByteByByte() {
        byteByByte = true;
    }

    /** Passes the rest of the input to the peer, after a peer that did not take all of it. */
    public void resume() {
        deliver();
    }

    /** Sends bytes, at once or when the other side reads them. */
    public void write(byte[] bytes) {
        if (closed || ending) {
            return;
        }
        unsent.add(ByteBuffer.wrap(bytes));
        unsentBytes += bytes.length;
        // The peer may write much while it reads: all of it is sent in one write.
        if ((unsent.size() == 1 && !delivering) || unsentBytes > MAX_UNSENT_BYTES) {
            flush();
        }
        if (unsentBytes > MAX_UNSENT_BYTES) {
            lose();
        }
    }

    /** Closes when all is sent. From now on the peer is not called, because it may have another link. */
    public void closeWhenSent() {
        ending = true;
        if (unsent.isEmpty()) {
            close();
        }
    }

    /** Closes now. */
    public void close() {
        if (!closed) {
            sayWhatIsLeft();
            closed = true;
            received.forEach(Link::close);
            key.cancel();
            try {
                channel.close();
            } catch (IOException alreadyBroken) {
                // It is closed in any case.
            }
        }
    }

    /** What was written before the end is not lost by being written along with it. */
    private void sayWhatIsLeft() {
        if (delivering && !connecting) {
            try {
                writeOut();
            } catch (IOException broken) {
                // No client reads it.
            }
        }
    }

    private void lose() {
        if (!closed) {
            close();
            if (!ending) {
                peer.gone();
            }
        }
    }

    private void ready() {
        if (!key.isValid()) {
            // This is how junixsocket's selector reports a peer that has left.
            lose();
            return;
        }
        if (connecting && !hasConnected()) {
            return;
        }
        if (key.isValid() && key.isWritable()) {
            flush();
        }
        if (key.isValid() && key.isReadable() && reading == Reading.FULL) {
            // QEMU reads byte by byte, so it knows to which command a descriptor belongs.
            fill(descriptors.equals(DescriptorSource.NONE) ? input.remaining() : 1);
        }
    }

    private boolean hasConnected() {
        try {
            connecting = !channel.finishConnect();
        } catch (IOException refused) {
            lose();
            return false;
        }
        watch();
        return !connecting;
    }

    private void readOneByte() {
        if (!closed && reading == Reading.SLOW) {
            fill(Math.min(1, input.remaining()));
            loop.after(SLOW, this::readOneByte);
        }
    }

    private void fill(int most) {
        int limit = input.limit();
        try {
            input.limit(input.position() + most);
            int count = channel.read(input);
            input.limit(limit);
            if (count < 0) {
                lose();
                return;
            }
            takeDescriptors();
        } catch (IOException broken) {
            lose();
            return;
        }
        deliver();
    }

    private void takeDescriptors() throws IOException {
        List<FileDescriptor> came = descriptors.receivedBy(channel);
        if (!came.isEmpty()) {
            received.forEach(Link::close);
            received = List.copyOf(came);
        }
    }

    private void deliver() {
        if (closed) {
            return;
        }
        if (ending) {
            // Read anyway: unread bytes at the end would reset the connection for the other side.
            input.clear();
            return;
        }
        input.flip();
        delivering = true;
        try {
            peer.received(input);
        } catch (RuntimeException | Error failed) {
            // It is unknown how far the peer has read: the other side must not wait for a reply.
            lose();
            throw failed;
        } finally {
            delivering = false;
            input.compact();
        }
        flush();
    }

    private void flush() {
        if (closed || connecting) {
            return;
        }
        try {
            writeOut();
        } catch (IOException broken) {
            lose();
            return;
        }
        if (unsent.isEmpty() && ending) {
            close();
        }
        watch();
    }

    private void writeOut() throws IOException {
        while (!unsent.isEmpty()) {
            long written = byteByByte ? writeOneByte(unsent.element()) : writeSome();
            unsentBytes -= written;
            if (written == 0) {
                return;
            }
            while (!unsent.isEmpty() && !unsent.element().hasRemaining()) {
                unsent.remove();
            }
        }
    }

    private long writeSome() throws IOException {
        ByteBuffer[] some = unsent.stream().limit(MOST_BUFFERS).toArray(ByteBuffer[]::new);
        return channel.write(some, 0, some.length);
    }

    private int writeOneByte(ByteBuffer from) throws IOException {
        ByteBuffer one = from.duplicate().limit(from.position() + 1);
        int written = channel.write(one);
        from.position(one.position());
        return written;
    }

    /** A full buffer, of which the peer wants nothing yet, is reason not to read. */
    private void watch() {
        if (key.isValid()) {
            boolean read = reading == Reading.FULL && input.hasRemaining();
            key.interestOps(
                    connecting
                            ? SelectionKey.OP_CONNECT
                            : (read ? SelectionKey.OP_READ : 0) | (unsent.isEmpty() ? 0 : SelectionKey.OP_WRITE));
        }
    }
}
