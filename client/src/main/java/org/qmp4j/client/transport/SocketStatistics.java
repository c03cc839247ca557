package org.qmp4j.client.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.qmp4j.client.thread.Timer;

/** Asks the program {@code ss}, where there is one, who is at the other end of a unix socket: only the kernel knows. */
final class SocketStatistics {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Pattern PID = Pattern.compile("pid=(\\d+)");

    private SocketStatistics() {}

    /** The process at the other end of the socket with that inode. */
    static Optional<Long> peerOf(Path path, String inode) {
        try {
            return peerOf(inode, list());
        } catch (IOException notInstalled) {
            return Optional.empty();
        }
    }

    // A line of "ss -xpH": u_str ESTAB 0 0 PATH INODE PEERPATH PEERINODE users:(("name",pid=N,fd=M))
    static Optional<Long> peerOf(String inode, List<String> lines) {
        return lines.stream()
                .map(SocketStatistics::columns)
                .filter(columns -> columns.size() >= 8 && columns.get(5).equals(inode))
                .map(columns -> columns.get(7))
                .findFirst()
                .flatMap(peer -> ownerOf(peer, lines));
    }

    private static Optional<Long> ownerOf(String inode, List<String> lines) {
        return lines.stream()
                .filter(line ->
                        columns(line).size() >= 9 && columns(line).get(5).equals(inode))
                .map(PID::matcher)
                .filter(Matcher::find)
                .map(pid -> Long.valueOf(pid.group(1)))
                .findFirst();
    }

    private static List<String> columns(String line) {
        return List.of(line.strip().split("\\s+", -1));
    }

    private static List<String> list() throws IOException {
        Process ss = new ProcessBuilder("ss", "-xpH")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Future<?> guard = Timer.after(PATIENCE, ss::destroyForcibly);
        try (var output = ss.inputReader(StandardCharsets.UTF_8)) {
            return output.lines().toList();
        } finally {
            guard.cancel(false);
            ss.destroyForcibly();
        }
    }
}
