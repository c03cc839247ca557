package org.qmp4j.client.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import org.qmp4j.client.spi.OutgoingMessage;

/**
 * Messages that are not written yet, the first of them perhaps in part. Not thread-safe: guarded by its transport's lock.
 */
final class WriteQueue {
    // For each write the JDK copies all that it is given into a direct buffer of that size, even if the socket accepts
    // little.
    private static final int MAX_WRITE = 64 * 1024;

    private final ArrayDeque<OutgoingMessage> messages = new ArrayDeque<>(4);

    void add(OutgoingMessage message) {
        messages.add(message);
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    long bytes() {
        return messages.stream()
                .mapToLong(message -> message.bytes().remaining())
                .sum();
    }

    /** Takes a message back; false if its first byte is out. */
    boolean withdraw(OutgoingMessage message) {
        if (message.started()) {
            return false;
        }
        messages.remove(message);
        return true;
    }

    /** Writes to a non-blocking channel, small messages together; false if it takes no more for now. */
    boolean writeTo(SocketChannel channel) throws IOException {
        while (!messages.isEmpty()) {
            boolean taken = messages.size() == 1 ? writeOne(channel, messages.getFirst()) : writeSome(channel);
            while (!messages.isEmpty() && !messages.getFirst().bytes().hasRemaining()) {
                messages.remove();
            }
            if (!taken) {
                return false;
            }
        }
        return true;
    }

    private static boolean writeOne(SocketChannel channel, OutgoingMessage message) throws IOException {
        ByteBuffer bytes = message.bytes();
        int end = bytes.limit();
        bytes.limit(Math.min(end, bytes.position() + MAX_WRITE));
        try {
            return write(channel, message, bytes);
        } finally {
            bytes.limit(end);
        }
    }

    private static boolean write(SocketChannel channel, OutgoingMessage message, ByteBuffer bytes) throws IOException {
        int count = channel.write(bytes);
        if (count > 0) {
            message.markStarted();
        }
        return count > 0;
    }

    /** Writes the first messages as one piece, as many as make up a write of their size, or a part of a large one. */
    private boolean writeSome(SocketChannel channel) throws IOException {
        OutgoingMessage first = messages.getFirst();
        if (first.bytes().remaining() >= MAX_WRITE) {
            return writeOne(channel, first);
        }
        int waiting = 0;
        for (OutgoingMessage message : messages) {
            waiting = Math.min(MAX_WRITE, waiting + message.bytes().remaining());
        }
        ByteBuffer together = ByteBuffer.allocate(waiting);
        for (OutgoingMessage message : messages) {
            if (message.bytes().remaining() > together.remaining()) {
                break;
            }
            together.put(message.bytes().duplicate());
        }
        int count = channel.write(together.flip());
        markWritten(count);
        return count > 0;
    }

    // Without an iterator: no memory may be needed once bytes are out.
    private void markWritten(int count) {
        int left = count;
        while (left > 0) {
            OutgoingMessage message = messages.getFirst();
            ByteBuffer bytes = message.bytes();
            int part = Math.min(left, bytes.remaining());
            bytes.position(bytes.position() + part);
            message.markStarted();
            left -= part;
            if (!bytes.hasRemaining()) {
                messages.remove();
            }
        }
    }
}
