package org.qmp4j.client.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that runs, and what ends it when this JVM has ended.
 *
 * @param watcher empty where the kernel does it
 */
public record TiedProcess(Process process, Optional<Watcher> watcher) {
    /** Marks a child process in its environment, so that it is found where the JDK has lost it. */
    private static final String MARK = "QMP4J_CHILD";

    /** How long a child process may show no environment. */
    private static final long ENVIRONMENT_NANOS = 2_000_000_000;

    private static final long PAUSE_NANOS = 1_000_000;

    private static final AtomicLong NUMBER = new AtomicLong();

    /** {@link ProcessBuilder#start()}, or what a test has in its place. */
    @FunctionalInterface
    public interface Starting {
        /** Starts the process. */
        Process start(ProcessBuilder builder) throws IOException;
    }

    /** Starts a process; where that fails none is left. */
    public static TiedProcess start(ProcessBuilder builder, ParentDeathPolicy tie, Starting starting)
            throws IOException {
        Process process = startOrFind(builder, starting);
        try {
            return new TiedProcess(
                    process,
                    tie == ParentDeathPolicy.WATCHER
                            ? Optional.of(Watcher.over(ProcessId.of(process.toHandle())))
                            : Optional.empty());
        } catch (IOException | RuntimeException | Error failed) {
            process.destroyForcibly();
            throw failed;
        }
    }

    /** The JDK starts the process first, and then a thread that waits for its end: that may fail, and the process runs. */
    private static Process startOrFind(ProcessBuilder builder, Starting starting) throws IOException {
        String mark = ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
        builder.environment().put(MARK, mark);
        try {
            return starting.start(builder);
        } catch (RuntimeException | Error failed) {
            long endNanos = System.nanoTime() + ENVIRONMENT_NANOS;
            ProcessHandle.current()
                    .children()
                    .filter(child -> isMarked(child, mark, endNanos))
                    .forEach(ProcessHandle::destroyForcibly);
            throw failed;
        }
    }

    private static boolean isMarked(ProcessHandle child, String mark, long endNanos) {
        try {
            Path file = Path.of("/proc/" + child.pid() + "/environ");
            String variables = Files.readString(file, StandardCharsets.ISO_8859_1);
            // While a program such as setsid replaces itself by another, the kernel shows no environment.
            while (variables.isEmpty() && endNanos - System.nanoTime() > 0) {
                LockSupport.parkNanos(PAUSE_NANOS);
                variables = Files.readString(file, StandardCharsets.ISO_8859_1);
            }
            // proc(5): each variable ends with a null byte.
            return ("\0" + variables).contains("\0" + MARK + "=" + mark + "\0");
        } catch (IOException goneOrNotOurs) {
            return false;
        }
    }

    /** Ends it, by SIGKILL. */
    public void discard() {
        process.destroyForcibly();
        watcher.ifPresent(Watcher::dismiss);
    }
}
