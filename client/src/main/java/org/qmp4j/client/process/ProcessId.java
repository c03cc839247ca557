package org.qmp4j.client.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process, distinguished from a later one with the same pid.
 *
 * @param start when it started, as the kernel reports it
 */
public record ProcessId(long pid, String start) {
    // proc(5), /proc/pid/stat: the fields after the name, which may contain anything, begin with the third.
    private static final int STATE = 3 - 3;
    private static final int START_TIME = 22 - 3;

    /** This JVM. */
    public static ProcessId ofThisJvm() {
        return of(ProcessHandle.current());
    }

    /** A running process. */
    public static ProcessId of(ProcessHandle process) {
        return new ProcessId(process.pid(), startOf(process));
    }

    private static String startOf(ProcessHandle process) {
        // Of a clock that is never set, unlike the one of ProcessHandle.Info.
        return fields(process.pid())
                .map(fields -> fields[START_TIME])
                .orElseGet(() ->
                        process.info().startInstant().map(Instant::toString).orElse("unknown"));
    }

    /** The fields of /proc/pid/stat from the state on; empty if there is no such file. */
    private static Optional<String[]> fields(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            return Optional.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1))
                    .filter(fields -> fields.length > START_TIME);
        } catch (IOException | IndexOutOfBoundsException noSuchFile) {
            return Optional.empty();
        }
    }

    /** The process, if it is running. One that has exited and that its parent has not waited for, a zombie, is not. */
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(found -> of(found).equals(this))
                .filter(found ->
                        fields(pid).filter(fields -> fields[STATE].equals("Z")).isEmpty());
    }

    /** Reads what {@link #toString()} returns. */
    public static ProcessId parse(String text) {
        String[] parts = text.strip().split(" ", 2);
        return new ProcessId(Long.parseLong(parts[0]), parts[1]);
    }

    @Override
    public String toString() {
        return pid + " " + start;
    }
}
