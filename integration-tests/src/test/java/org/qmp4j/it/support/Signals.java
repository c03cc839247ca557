package org.qmp4j.it.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Signals to a process by its id. */
public final class Signals {
    private Signals() {}

    /** Sends a signal by its name, such as {@code STOP}. */
    public static void send(String name, long pid) throws Exception {
        int code = new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid)
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("kill -" + name + " failed with code " + code);
        }
    }

    /** Stops a process as a debugger would, and waits until the kernel says so. */
    public static void stop(long pid) throws Exception {
        send("STOP", pid);
        Await.until("state T", () -> isStopped(pid));
    }

    /** Whether the kernel says that the process is stopped. */
    public static boolean isStopped(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
    }
}
