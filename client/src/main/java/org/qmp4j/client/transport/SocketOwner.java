package org.qmp4j.client.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A process that has a socket open. */
record SocketOwner(long pid) {
    /** The one that has the socket with that inode number open, as far as this user may look. */
    static Optional<SocketOwner> of(String inode) {
        String wanted = "socket:[" + inode + "]";
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (hasOpen(process, wanted)) {
                    return Optional.of(
                            new SocketOwner(Long.parseLong(process.getFileName().toString())));
                }
            }
        } catch (IOException | DirectoryIteratorException notAllowed) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean hasOpen(Path process, String wanted) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.readSymbolicLink(descriptor).toString().equals(wanted)) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException goneOrNotAllowed) {
            return false;
        }
        return false;
    }

    boolean isStopped() {
        // The state stands behind the name in brackets, which may hold anything.
        return stat().map(stat -> stat.charAt(stat.lastIndexOf(')') + 2))
                .filter(state -> state == 'T' || state == 't')
                .isPresent();
    }

    private Optional<String> stat() {
        try {
            return Optional.of(Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** {@code qemu-system-x86 (pid 4711)}. */
    @Override
    public String toString() {
        String name = stat().map(stat -> stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')')))
                .orElse("a process");
        return name.replaceAll("\\p{Cntrl}", "?") + " (pid " + pid + ")";
    }
}
