package org.qmp4j.machine.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.qmp4j.client.spi.Deadline;

/** Files left by killed JVMs: folders, and the processes that use them. */
public final class StaleFiles {
    private static final AtomicBoolean LOOKED = new AtomicBoolean();
    private static final Duration TO_DIE = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(5);

    private StaleFiles() {}

    /** Removes them, the first time that this is called in a JVM. */
    static void removeOnce() {
        if (LOOKED.compareAndSet(false, true)) {
            var unused = remove();
        }
    }

    /**
     * Removes them: kills each process that is still the recorded one, and deletes its folder.
     *
     * @return the folders, each with the ids of the processes that were still running
     */
    public static Map<Path, List<Long>> remove() {
        Map<Path, List<Long>> removed = new LinkedHashMap<>();
        for (Path folder : candidates()) {
            Optional<OwnerFile> owner = OwnerFile.read(folder).filter(OwnerFile::isLeft);
            if (owner.isPresent()) {
                removed.put(folder, end(owner.get().alive()));
                RunFolder.remove(folder);
            }
        }
        return removed;
    }

    private static List<Long> end(List<ProcessHandle> processes) {
        Deadline deadline = Deadline.after(TO_DIE);
        processes.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle process : processes) {
            // Not onExit: that takes a thread, and there may be none.
            while (process.isAlive() && !deadline.hasPassed()) {
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }
        return processes.stream().map(ProcessHandle::pid).toList();
    }

    /** The folders that belong to this user: files of another user cannot be trusted. */
    private static List<Path> candidates() {
        try (Stream<Path> files = Files.list(RunFolder.base())) {
            return files.filter(file -> file.getFileName().toString().startsWith(RunFolder.PREFIX))
                    .filter(StaleFiles::isOwn)
                    .toList();
        } catch (IOException | UncheckedIOException unreadable) {
            return List.of();
        }
    }

    static boolean isOwn(Path folder) {
        try {
            return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && Objects.equals(userOf(folder), userOf(Path.of("/proc/self")));
        } catch (IOException | UnsupportedOperationException gone) {
            return false;
        }
    }

    private static Object userOf(Path path) throws IOException {
        return Files.getAttribute(path, "unix:uid");
    }
}
