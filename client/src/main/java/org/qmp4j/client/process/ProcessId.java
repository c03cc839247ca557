package org.qmp4j.client.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that is told apart from a later one that bears the same number.
 *
 * @param pid its number
 * @param start when it started, as the kernel tells it: equal only for the same process
 */
public record ProcessId(long pid, String start) {
    // proc(5), /proc/pid/stat: the fields behind the name, which may hold anything, begin with the third.
    private static final int START_TIME = 22 - 3;

    /** That of this JVM. */
    public static ProcessId ofThisJvm() {
        return of(ProcessHandle.current());
    }

    /** That of a running process. */
    public static ProcessId of(ProcessHandle process) {
        return new ProcessId(process.pid(), startOf(process));
    }

    private static String startOf(ProcessHandle process) {
        try {
            // Of a clock that nobody sets, unlike the one behind ProcessHandle.Info.
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"), StandardCharsets.ISO_8859_1);
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[START_TIME];
        } catch (IOException | IndexOutOfBoundsException noSuchFile) {
            return process.info().startInstant().map(Instant::toString).orElse("unknown");
        }
    }

    /** The process, if it is running still. */
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(found -> of(found).equals(this));
    }

    /** Reads what {@link #toString()} gives. */
    public static ProcessId parse(String text) {
        String[] parts = text.strip().split(" ", 2);
        return new ProcessId(Long.parseLong(parts[0]), parts[1]);
    }

    @Override
    public String toString() {
        return pid + " " + start;
    }
}
