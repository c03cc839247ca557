package org.qmp4j.client.transport;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A listening unix socket that nobody else could open, not for a moment: it is bound in a folder of mode 0700, made 0600,
 * and then renamed into place.
 */
final class SocketFile {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

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

    /** Binds; a socket file that nobody listens on any more is replaced, anything else at that place is left alone. */
    static SocketFile bind(Path path) throws IOException {
        requireFree(path);
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
            Files.move(hidden, path, StandardCopyOption.ATOMIC_MOVE);
            return new SocketFile(path, server, key);
        } catch (IOException | RuntimeException | Error failed) {
            server.close();
            throw failed;
        }
    }

    private static Path fitting(Path hidden) throws IOException {
        try {
            return new UnixEndpoint(hidden).path();
        } catch (IllegalArgumentException tooLong) {
            throw new IOException(
                    "the path of its folder is too long: the socket is first bound under a longer one, in a folder of"
                            + " its own; use a symbolic link to it",
                    tooLong);
        }
    }

    private static void requireFree(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!attributes(path).isOther()) {
            throw new FileAlreadyExistsException(path.toString(), null, "it is there and is no socket");
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path));
        } catch (ConnectException nobodyListens) {
            return;
        } catch (IOException failed) {
            throw taken(failed);
        }
        throw new BindException("somebody listens there already");
    }

    static BindException taken(IOException failed) {
        // What the JDK makes of EACCES; a full queue, too, tells that somebody listens.
        return new BindException(
                failed instanceof BindException
                        ? "another user's socket is there: " + failed.getMessage()
                        : "somebody listens there already");
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static @Nullable Object fileKey(Path path) throws IOException {
        return attributes(path).fileKey();
    }

    /** Removes the file, unless somebody has put another one in its place. */
    void remove() {
        try {
            if (fileKey != null && fileKey.equals(fileKey(path))) {
                Files.delete(path);
            }
        } catch (IOException alreadyGone) {
            // Somebody else was faster.
        }
    }
}
