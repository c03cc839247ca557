package org.qmp4j.cli.tour;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;
import org.qmp4j.client.error.QmpConnectException;

/** A folder of our own, for a socket and for what else a tour needs. */
record TourFolder(Path path) {
    /** Makes it. */
    static TourFolder make() {
        // Only this user may open it: whoever can reach the monitor can do whatever QEMU can.
        FileAttribute<?> ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            try {
                // A short name, because a person is to read it.
                return new TourFolder(Files.createDirectory(
                        temporary.resolve("qmp-" + ProcessHandle.current().pid()), ownerOnly));
            } catch (FileAlreadyExistsException ofAnotherProcess) {
                return new TourFolder(Files.createTempDirectory(temporary, "qmp-", ownerOnly));
            }
        } catch (IOException failed) {
            throw new QmpConnectException("cannot make a folder for the socket: " + failed.getMessage(), failed);
        }
    }

    /** Removes it with all that is in it. */
    void remove() {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failed) {
            // An empty folder in /tmp is all that can be left.
        }
    }
}
