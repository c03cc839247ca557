package org.qmp4j.client.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.qmp4j.client.thread.Timer;

/** Asks the program {@code ss}, where there is one, for the other end of a unix socket: only the kernel knows. */
final class SocketStatistics {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private SocketStatistics() {}

    /** The inode number of the other end of the socket with that inode number. */
    static Optional<String> peerOf(String inode) {
        try {
            return peerOf(inode, list());
        } catch (IOException notInstalled) {
            return Optional.empty();
        }
    }

    // A line of "ss -xH": u_str ESTAB 0 0 NAME INODE PEERNAME PEERINODE. A name may hold spaces and line feeds, so only
    // the end
    // of a line is certain. A client's socket has no name: *.
    static Optional<String> peerOf(String inode, String list) {
        Matcher line =
                Pattern.compile("(?md)(?<!\\S)" + inode + " +\\* +(\\d+) *$").matcher(list);
        return line.find() ? Optional.of(line.group(1)) : Optional.empty();
    }

    private static String list() throws IOException {
        Process ss = new ProcessBuilder("ss", "-xH")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Future<?> guard = Timer.after(PATIENCE, ss::destroyForcibly);
        try (var output = ss.getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            guard.cancel(false);
            ss.destroyForcibly();
        }
    }
}
