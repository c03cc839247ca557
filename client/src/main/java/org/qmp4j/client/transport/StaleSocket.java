package org.qmp4j.client.transport;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.qmp4j.client.spi.Deadline;

/**
 * A socket file on which no process listens any more, if it is one. Checking that and removing it are two steps; a lock file beside
 * it, {@code .NAME.lock}, ensures that another listener cannot replace the file in between. The lock file exists only meanwhile.
 */
final class StaleSocket {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(2);

    // The kernel's lock is between processes: within one, closing the file a second time would release it.
    private static final Semaphore TURN = new Semaphore(1, true);

    private final Path path;
    private final Path lock;
    private final Path ownName;

    /**
     * The file at that path.
     *
     * @param ownName a free name in a folder that no other process uses
     */
    StaleSocket(Path path, Path ownName) {
        this.path = path;
        this.lock = path.resolveSibling("." + path.getFileName() + ".lock");
        this.ownName = ownName;
    }

    /**
     * Removes the file if it is a socket on which no process listens, or does nothing if it is gone.
     *
     * @throws IOException if it is anything else
     */
    void remove() throws IOException {
        Deadline deadline = Deadline.after(TIMEOUT);
        TURN.acquireUninterruptibly();
        try {
            while (!removeIfLocked()) {
                if (deadline.hasPassed()) {
                    throw new IOException(
                            "another process has had the lock file " + lock + " for " + deadline + "; is it stopped?");
                }
                Pause.atMost(POLL, deadline, "waiting for the lock file " + lock);
            }
        } finally {
            TURN.release();
        }
    }

    // The process that holds the lock deletes the lock file. A lock on a deleted file excludes no process, so the file
    // that is
    // opened is compared with the one that is there. Java can compare files by name only: hence the second name.
    private boolean removeIfLocked() throws IOException {
        try {
            createLock();
            Files.createLink(ownName, lock);
            requireRegularFile();
            try (FileChannel channel = FileChannel.open(ownName, StandardOpenOption.WRITE);
                    FileLock held = channel.tryLock()) {
                if (held == null || !Files.isSameFile(ownName, lock)) {
                    return false;
                }
                removeIfStale();
                return true;
            }
        } catch (NoSuchFileException | OverlappingFileLockException otherHolder) {
            return false;
        } finally {
            Files.deleteIfExists(ownName);
        }
    }

    private void createLock() throws IOException {
        try {
            Files.createFile(lock, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException byAnotherProcess) {
            // Which holds it, or was killed while it did.
        }
    }

    // In a folder that others can write to it may be anything, and opening a pipe can wait for ever.
    private void requireRegularFile() throws IOException {
        if (!Files.isRegularFile(ownName, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("the lock file " + lock + " is no regular file; delete it");
        }
    }

    private void removeIfStale() throws IOException {
        try {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                requireStale();
                Files.deleteIfExists(path);
            }
        } finally {
            Files.deleteIfExists(lock);
        }
    }

    private void requireStale() throws IOException {
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new FileAlreadyExistsException(path.toString(), null, "it is there and is no socket");
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path));
        } catch (ConnectException noListener) {
            return;
        } catch (IOException failed) {
            throw taken(failed);
        }
        throw new BindException("another process listens there already");
    }

    static BindException taken(IOException failed) {
        // What the JDK makes of EACCES; a full queue, too, shows that a process listens.
        return new BindException(
                failed instanceof BindException
                        ? "another user's socket is there: " + failed.getMessage()
                        : "another process listens there already");
    }
}
