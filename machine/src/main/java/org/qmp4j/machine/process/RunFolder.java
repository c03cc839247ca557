package org.qmp4j.machine.process;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.process.ProcessId;
import org.qmp4j.machine.error.MachineException;
import org.qmp4j.protocol.PeerText;

/**
 * A private folder for the sockets and files of one machine, of mode 0700 and with a short path. Its {@link OwnerFile}
 * lists its processes, so that files of killed JVMs can be found.
 */
public final class RunFolder {
    static final String PREFIX = "qmp4j-";

    // A unix socket's path has at most 106 bytes (unix(7)), including the names inside.
    private static final int MAX_BASE_BYTES = 48;

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Path path;
    private final AtomicBoolean removed = new AtomicBoolean();

    private RunFolder(Path path) {
        this.path = path;
    }

    /** A new folder. */
    public static RunFolder create() throws IOException {
        StaleFiles.removeOnce();
        RunFolder folder = new RunFolder(make(base()));
        try {
            OwnerFile.begin(folder.path);
            return folder;
        } catch (IOException | RuntimeException | Error failed) {
            folder.remove();
            throw failed;
        }
    }

    /**
     * Takes over the folder of a machine that was detached.
     *
     * @throws MachineException if it is no such folder of this user, or has an owner, or its machine has exited
     */
    public static RunFolder takeOver(Path path) throws IOException {
        Path folder = path.toAbsolutePath().normalize();
        if (!StaleFiles.isOwn(folder) || OwnerFile.read(folder).isEmpty()) {
            throw new MachineException(
                    "cannot attach to a machine in " + folder + ": it is not the folder of a machine of this user",
                    null);
        }
        OwnerFile.takeOver(folder);
        return new RunFolder(folder);
    }

    /** The processes that use it; the last one is QEMU. */
    public List<ProcessId> processes() throws IOException {
        return OwnerFile.read(path)
                .orElseThrow(() -> new IOException("cannot read the owner file in " + path))
                .children();
    }

    private static Path make(Path base) throws IOException {
        FileAttribute<?> ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        while (true) {
            String name = PREFIX + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
            try {
                return Files.createDirectory(base.resolve(name), ownerOnly);
            } catch (FileAlreadyExistsException ofAnotherContainer) {
                // Or of a process before this one: the next number is free.
            }
        }
    }

    /** The folder for temporary files, or another one if its path is too long for sockets. */
    static Path base() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        int bytes = temporary.toString().getBytes(StandardCharsets.UTF_8).length;
        return bytes <= MAX_BASE_BYTES ? temporary : Path.of("/tmp");
    }

    /** The path. */
    public Path path() {
        return path;
    }

    /** Records that a process uses it. */
    public void note(ChildProcess process) throws IOException {
        OwnerFile.addChild(path, process.id());
    }

    /** Records that the folder stays for as long as one of its processes runs. */
    public void keep() throws IOException {
        OwnerFile.keep(path);
    }

    /** Deletes the folder with its content; logs a warning for what cannot be deleted. Idempotent. */
    public void remove() {
        // A second time it may be the folder of another process, which in another container can have the same number.
        if (removed.compareAndSet(false, true)) {
            remove(path);
        }
    }

    /** Deletes a folder with its content. */
    public static void remove(Path folder) {
        try {
            Files.walkFileTree(folder, new Removal());
        } catch (IOException failed) {
            warn(folder, failed);
        }
    }

    /** Continues after a failure, so that one file does not keep the others. */
    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            return delete(file);
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
            // Removed by another process since its folder was listed, or a folder that cannot be listed but may be
            // empty.
            return delete(file);
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException incomplete) {
            return delete(folder);
        }

        private static FileVisitResult delete(Path file) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException inUse) {
                warn(file, inUse);
            }
            return FileVisitResult.CONTINUE;
        }
    }

    private static void warn(Path file, IOException failed) {
        System.getLogger(RunFolder.class.getName())
                .log(Level.WARNING, PeerText.message("could not delete " + file + ": " + failed.getMessage()));
    }
}
