package org.qmp4j.fake;

import java.io.IOException;
import java.io.Writer;
import java.net.BindException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and sockets of mode 0600: no other user can open them, not even at first. */
final class OwnerOnly {
    private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<?> FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private OwnerOnly() {}

    /** Writes a new file in place of an old one, which another user may have open. What is no file, such as a pipe, is used. */
    static Writer write(Path file) throws IOException {
        Path place = file;
        if (Files.exists(file)) {
            // A symbolic link stays.
            place = file.toRealPath();
            if (!Files.isRegularFile(place)) {
                return Files.newBufferedWriter(place, StandardCharsets.UTF_8);
            }
            Files.delete(place);
        }
        Files.createFile(place, PosixFilePermissions.asFileAttribute(MODE));
        return Files.newBufferedWriter(place, StandardCharsets.UTF_8);
    }

    /** Binds a socket in a folder that no other user can enter. */
    static void bindInOwnFolder(ServerSocketChannel channel, Path path, int backlog) throws IOException {
        channel.bind(UnixDomainSocketAddress.of(path), backlog);
        Files.setPosixFilePermissions(path, MODE);
    }

    /** Binds a socket in any folder: in a folder of mode 0700 first, from where it gets its name. */
    static void bind(ServerSocketChannel channel, Path path, int backlog) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new NoSuchFileException(String.valueOf(folder), null, "there is no such folder");
        }
        // The shortest names: a path of a unix socket has at most 107 bytes.
        Path hidden = Files.createTempDirectory(folder, ".q", FOLDER);
        Path socket = hidden.resolve("s");
        try {
            bindInOwnFolder(channel, socket, backlog);
            // Not by a move, which would replace what is there.
            Files.createLink(path, socket);
        } catch (FileAlreadyExistsException taken) {
            throw new BindException("Address already in use");
        } finally {
            Files.deleteIfExists(socket);
            Files.delete(hidden);
        }
    }
}
