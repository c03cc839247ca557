package org.qmp4j.junit.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds, in what a guest has said since a test began, what it must not say. It reads the log that QEMU writes, so nothing is
 * missed that a test has waited past. One thread at a time.
 */
public final class PanicWatch {
    private static final int MOST_LINES = 40;
    // A guest that floods its console must not flood this JVM.
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private final Path log;
    private final List<Pattern> panics;
    private long from;

    /** Watches for these, from the log's beginning. */
    public PanicWatch(Path log, List<Pattern> panics) {
        this.log = log;
        this.panics = List.copyOf(panics);
    }

    /** Leaves out what was said so far. */
    public void passOver() {
        try {
            from = Files.size(log);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read what the console has said: " + log, failed);
        }
    }

    /** The first line that a pattern finds, and those behind it; nothing if there is none. */
    public List<String> lines() {
        List<String> all = said().lines().toList();
        for (int line = 0; line < all.size(); line++) {
            String text = all.get(line);
            if (panics.stream().anyMatch(panic -> panic.matcher(text).find())) {
                return all.subList(line, Math.min(all.size(), line + MOST_LINES));
            }
        }
        return List.of();
    }

    private String said() {
        try (SeekableByteChannel in = Files.newByteChannel(log)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(MOST_BYTES, Math.max(0, in.size() - from)));
            in.position(from);
            while (bytes.hasRemaining() && in.read(bytes) >= 0) {
                // Until it is full.
            }
            return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read what the console has said: " + log, failed);
        }
    }
}
