package org.qmp4j.client.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds out from {@code /proc} why the owner of a unix socket is silent: it serves another client, or it is stopped.
 * Linux only, and no more than this user may see; elsewhere there is no explanation.
 */
public final class UnixPeers {
    private UnixPeers() {}

    /**
     * Why no process answers at that socket, as a part of a sentence; empty where that cannot be found out.
     *
     * @param ifAccepted a text to add if its owner has accepted the connection and no reason for its silence is known
     */
    public static Optional<String> explainSilence(Path path, String ifAccepted) {
        try {
            Path real = path.toRealPath();
            return explain(row -> isAt(real, row.name()), ifAccepted);
        } catch (IOException notAllowed) {
            return Optional.empty();
        }
    }

    /** As {@link #explainSilence}, for the abstract socket of that name. */
    public static Optional<String> explainSilenceOfAbstract(String name, String ifAccepted) {
        String listed = "@" + name.replace('\0', '@');
        return explain(row -> row.name().equals(listed), ifAccepted);
    }

    // The kernel lists the path as the owner gave it when it bound the socket.
    private static boolean isAt(Path real, String listed) {
        String name = real.getFileName().toString();
        if (!listed.startsWith("/")) {
            // Relative to a folder that is not known: the name decides. One with @ is most likely abstract.
            return !listed.startsWith("@") && ("/" + listed).endsWith("/" + name);
        }
        return listed.endsWith("/" + name) && isSameFile(listed, real);
    }

    private static boolean isSameFile(String listed, Path real) {
        try {
            return Files.isSameFile(Path.of(listed), real);
        } catch (IOException | InvalidPathException goneOrNotAPath) {
            return false;
        }
    }

    private static Optional<String> explain(Predicate<UnixTable.Row> isWanted, String ifAccepted) {
        try {
            return explain(UnixTable.read().stream().filter(isWanted).toList(), ifAccepted);
        } catch (IOException notLinux) {
            return Optional.empty();
        }
    }

    private static Optional<String> explain(List<UnixTable.Row> rows, String ifAccepted) {
        Optional<SocketOwner> owner = rows.stream()
                .filter(UnixTable.Row::listening)
                .findFirst()
                .flatMap(listener -> SocketOwner.of(listener.inode()));
        String ownerName = owner.map(SocketOwner::toString).orElse("its owner");
        if (owner.filter(SocketOwner::isStopped).isPresent()) {
            return Optional.of(ownerName + " is stopped (state T); resume it with: kill -CONT "
                    + owner.get().pid());
        }
        boolean weWait = rows.stream().anyMatch(UnixTable.Row::waitsToBeAccepted);
        Optional<UnixTable.Row> served =
                rows.stream().filter(UnixTable.Row::isAccepted).findFirst();
        if (weWait && served.isPresent()) {
            return Optional.of(holderOf(served.get()) + " is already connected, and " + ownerName
                    + " serves one client at a time");
        }
        if (weWait) {
            return Optional.of("the connection is not accepted: " + ownerName + " is busy or hangs");
        }
        return served.isPresent()
                ? Optional.of("the connection is accepted by " + ownerName + ", which says nothing" + ifAccepted)
                : Optional.empty();
    }

    private static String holderOf(UnixTable.Row served) {
        return SocketStatistics.peerOf(served.inode())
                .flatMap(SocketOwner::of)
                .map(SocketOwner::toString)
                .orElse("another client");
    }
}
