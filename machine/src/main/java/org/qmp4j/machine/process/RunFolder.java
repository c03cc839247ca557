package org.qmp4j.machine.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A private folder for the sockets and files of one machine. It says in its file {@code owner} which JVM it belongs to and
 * which processes live in it, so that what a killed JVM has left can be found.
 */
public final class RunFolder {
    static final String PREFIX = "qmp4j-";
    static final String OWNER = "owner";

    // A unix socket's path has at most 106 bytes (unix(7)), and some of it is for the socket's own name.
    private static final int MOST_BYTES = 70;

    private final Path path;

    private RunFolder(Path path) {
        this.path = path;
    }

    /** A new folder, of mode 0700. */
    public static RunFolder create() throws IOException {
        String prefix = PREFIX + ProcessHandle.current().pid() + "-";
        Path made = Files.createTempDirectory(
                base(), prefix, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        RunFolder folder = new RunFolder(made);
        try {
            folder.note("jvm " + ProcessId.ofThisJvm());
            return folder;
        } catch (IOException | RuntimeException | Error failed) {
            folder.remove();
            throw failed;
        }
    }

    /** The folder for temporary files, or another one if its path is too long for sockets. */
    static Path base() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        return temporary.toString().length() <= MOST_BYTES ? temporary : Path.of("/tmp");
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Writes down that a process lives in it. */
    public void note(ChildProcess process) throws IOException {
        note("child " + process.id());
    }

    private void note(String line) throws IOException {
        Path owner = path.resolve(OWNER);
        String before = Files.exists(owner) ? Files.readString(owner) : "";
        Files.writeString(path.resolve(OWNER + "~"), before + line + "\n");
        Files.move(path.resolve(OWNER + "~"), owner, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes it with all that is in it; what cannot be removed is left to {@link Leftovers}. Idempotent. */
    public void remove() {
        remove(path);
    }

    static void remove(Path folder) {
        for (Path file : all(folder)) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException inUse) {
                System.getLogger(RunFolder.class.getName())
                        .log(System.Logger.Level.WARNING, "could not remove " + file + ": " + inUse.getMessage());
            }
        }
    }

    private static List<Path> all(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted(Comparator.reverseOrder()).toList();
        } catch (IOException | java.io.UncheckedIOException gone) {
            return List.of();
        }
    }
}
