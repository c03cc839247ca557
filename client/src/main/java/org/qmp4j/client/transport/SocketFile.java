package org.qmp4j.client.transport;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A listening unix socket that no other user could ever open: it is bound in a folder of mode 0700, made 0600,
 * and then linked into place.
 */
final class SocketFile {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    /** How often a stale file is removed, should another one appear each time. */
    private static final int ATTEMPTS = 10;

    private final Path path;
    private final ServerSocketChannel server;
    private final @Nullable Object fileKey;

    private SocketFile(Path path, ServerSocketChannel server, @Nullable Object fileKey) {
        this.path = path;
        this.server = server;
        this.fileKey = fileKey;
    }

    ServerSocketChannel server() {
        return server;
    }

    /** Binds. Replaces a socket file on which no process listens, and fails if any other file is there. */
    static SocketFile bind(Path path) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new NoSuchFileException(String.valueOf(folder), null, "no such folder");
        }
        // Names as short as can be: the path inside counts against the limit of 106 bytes as well.
        Path safe = Files.createTempDirectory(
                folder, ".q", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            return bindIn(safe.resolve("s"), path);
        } finally {
            Files.deleteIfExists(safe.resolve("s"));
            Files.delete(safe);
        }
    }

    private static SocketFile bindIn(Path hidden, Path path) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(fitting(hidden));
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(address);
            Files.setPosixFilePermissions(hidden, OWNER_ONLY);
            Object key = fileKey(hidden);
            publish(hidden, path);
            return new SocketFile(path, server, key);
        } catch (IOException | RuntimeException | Error failed) {
            server.close();
            throw failed;
        }
    }

    // A link, because a rename would replace a socket that another process has just put there.
    private static void publish(Path hidden, Path path) throws IOException {
        StaleSocket stale = new StaleSocket(path, hidden.resolveSibling("l"));
        for (int attempt = 1; ; attempt++) {
            try {
                Files.createLink(path, hidden);
                return;
            } catch (FileAlreadyExistsException taken) {
                if (attempt == ATTEMPTS) {
                    throw taken;
                }
                stale.remove();
            }
        }
    }

    private static Path fitting(Path hidden) throws IOException {
        try {
            return new UnixConnector(hidden).path();
        } catch (IllegalArgumentException tooLong) {
            throw new IOException(
                    "the path of its folder is too long: the socket is first bound under a longer one, in a folder of"
                            + " its own; use a symbolic link to it",
                    tooLong);
        }
    }

    private static @Nullable Object fileKey(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    /**
     * Removes the file, unless another one is in its place, and closes the socket. Called once.
     *
     * <p>In this order: file systems use inode numbers again, but not while the socket is open. Until then only this file has the
     * number, and no other listener takes the file for a stale one.
     */
    void close() throws IOException {
        try {
            if (fileKey != null && fileKey.equals(fileKey(path))) {
                Files.delete(path);
            }
        } catch (IOException alreadyGone) {
            // Another process was faster.
        } finally {
            server.close();
        }
    }
}
