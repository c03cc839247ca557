package org.qmp4j.fake.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Consumer;
import org.qmp4j.fake.script.DescriptorSource;

/**
 * Accepts one client at a time: the next waits in the system's queue until {@link #next()}.
 *
 * <p>For the loop's thread only.
 */
public final class Listener {
    private static final Duration RETRY = Duration.ofMillis(20);

    private final Loop loop;
    private final ServerSocketChannel channel;
    private final DescriptorSource descriptors;
    private final Link.Peer peer;
    private final Consumer<Link> opened;
    private final SelectionKey key;

    /**
     * Listens.
     *
     * @param channel bound already
     * @param descriptors the source of received file descriptors
     * @param peer of every connection, one after the other
     * @param opened is called for each connection
     */
    public Listener(
            Loop loop,
            ServerSocketChannel channel,
            DescriptorSource descriptors,
            Link.Peer peer,
            Consumer<Link> opened) {
        this.loop = loop;
        this.channel = channel;
        this.descriptors = descriptors;
        this.peer = peer;
        this.opened = opened;
        try {
            channel.configureBlocking(false);
            this.key = loop.register(channel, SelectionKey.OP_ACCEPT, this::accept);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot listen: " + failed.getMessage(), failed);
        }
    }

    /** The next client may come. */
    public void next() {
        if (key.isValid()) {
            key.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    private void accept() {
        if (!key.isValid()) {
            return;
        }
        // One at a time, and after a failure not at once: without a free descriptor the waiting client is there again
        // and again.
        key.interestOps(0);
        boolean accepted = false;
        try {
            SocketChannel client = channel.accept();
            if (client != null) {
                opened.accept(Link.accepted(loop, client, peer, descriptors));
                accepted = true;
            }
        } catch (IOException failed) {
            // The client left before it was accepted, or this program has too many open files.
        } finally {
            if (!accepted) {
                loop.after(RETRY, this::next);
            }
        }
    }

    /** Listens no more; a connection stays. */
    public void close() {
        key.cancel();
        try {
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot close a listener: " + failed.getMessage(), failed);
        }
    }
}
