package org.qmp4j.client.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds out from {@code /proc} why the owner of a unix socket says nothing: it serves somebody else, or it is stopped.
 * Linux only, and no more than this user may see; elsewhere there is no explanation.
 */
public final class UnixPeers {
    private static final Path SOCKETS = Path.of("/proc/net/unix");

    /** A row of {@code /proc/net/unix}: {@code Num RefCount Protocol Flags Type St Inode Path}. */
    private record Row(boolean listening, int state, String inode, String path) {
        // SS_CONNECTING and SS_CONNECTED of the kernel's enum socket_state.
        private static final int CONNECTING = 2;
        private static final int CONNECTED = 3;

        static Optional<Row> parse(String line) {
            String[] parts = line.strip().split("\\s+", 8);
            if (parts.length < 8 || parts[0].equals("Num")) {
                return Optional.empty();
            }
            boolean listening = (Long.parseLong(parts[3], 16) & 0x10000) != 0;
            return Optional.of(new Row(listening, Integer.parseInt(parts[5], 16), parts[6], parts[7]));
        }

        boolean waitsToBeAccepted() {
            return !listening && state == CONNECTING;
        }

        boolean isAccepted() {
            return !listening && state == CONNECTED;
        }
    }

    private UnixPeers() {}

    /**
     * Why nobody answers at that socket, as a part of a sentence; empty where that cannot be found out.
     *
     * @param ifAccepted what is to be added where its owner has taken the connection and nothing is known to hold it up
     */
    public static Optional<String> explainSilence(Path path, String ifAccepted) {
        try {
            return explain(path, rows(path), ifAccepted);
        } catch (IOException | RuntimeException notLinuxOrNotAllowed) {
            return Optional.empty();
        }
    }

    private static List<Row> rows(Path path) throws IOException {
        // The kernel lists the path as the owner wrote it when it bound the socket.
        String wanted = path.getFileName().toString();
        Path real = path.toRealPath();
        try (var lines = Files.lines(SOCKETS, StandardCharsets.ISO_8859_1)) {
            return lines.map(Row::parse)
                    .flatMap(Optional::stream)
                    .filter(row -> row.path().endsWith(wanted) && isSame(row.path(), real))
                    .toList();
        }
    }

    private static boolean isSame(String listed, Path real) {
        Path candidate = Path.of(listed);
        // A relative path is relative to a folder that we do not know: take it on its name.
        return !candidate.isAbsolute() || candidate.equals(real) || isSameFile(candidate, real);
    }

    private static boolean isSameFile(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException gone) {
            return false;
        }
    }

    private static Optional<String> explain(Path path, List<Row> rows, String ifAccepted) {
        Optional<Row> listener = rows.stream().filter(Row::listening).findFirst();
        OptionalLong owner = listener.map(row -> ownerOf(row.inode())).orElse(OptionalLong.empty());
        String ownerName = owner.isPresent() ? describe(owner.getAsLong()) : "its owner";
        if (owner.isPresent() && isStopped(owner.getAsLong())) {
            return Optional.of(ownerName + " is stopped (state T); let it go on with: kill -CONT " + owner.getAsLong());
        }
        boolean weWait = rows.stream().anyMatch(Row::waitsToBeAccepted);
        Optional<Row> served = rows.stream().filter(Row::isAccepted).findFirst();
        if (weWait && served.isPresent()) {
            String holder = SocketStatistics.peerOf(path, served.get().inode())
                    .map(UnixPeers::describe)
                    .orElse("another client");
            return Optional.of(holder + " holds the monitor, and " + ownerName + " serves one client at a time");
        }
        if (weWait) {
            return Optional.of("the connection is not accepted: " + ownerName + " is busy or hangs");
        }
        return served.isPresent()
                ? Optional.of("the connection is accepted by " + ownerName + ", which says nothing" + ifAccepted)
                : Optional.empty();
    }

    /** The process that has that socket open, as far as this user may look. */
    private static OptionalLong ownerOf(String inode) {
        String wanted = "socket:[" + inode + "]";
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (hasOpen(process, wanted)) {
                    return OptionalLong.of(Long.parseLong(process.getFileName().toString()));
                }
            }
        } catch (IOException notAllowed) {
            return OptionalLong.empty();
        }
        return OptionalLong.empty();
    }

    private static boolean hasOpen(Path process, String wanted) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.readSymbolicLink(descriptor).toString().equals(wanted)) {
                    return true;
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException goneOrNotAllowed) {
            return false;
        }
        return false;
    }

    private static String describe(long pid) {
        return nameOf(pid).orElse("a process") + " (pid " + pid + ")";
    }

    private static Optional<String> nameOf(long pid) {
        return statOf(pid).map(stat -> stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')')));
    }

    private static boolean isStopped(long pid) {
        // The state stands behind the name in brackets, which may hold anything.
        return statOf(pid)
                .map(stat -> stat.charAt(stat.lastIndexOf(')') + 2))
                .filter(state -> state == 'T' || state == 't')
                .isPresent();
    }

    private static Optional<String> statOf(long pid) {
        try {
            return Optional.of(Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
