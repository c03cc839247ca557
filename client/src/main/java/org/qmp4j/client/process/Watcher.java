package org.qmp4j.client.process;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;

/**
 * A shell that reads from this JVM: a line when the watched process has ended, the end of the file when the JVM has. Only
 * then it sends SIGKILL, and only if the process is still the one that was started.
 */
public final class Watcher {
    // proc(5): behind the name, which ends in the last bracket, the start time is the twentieth field.
    private static final String SCRIPT = """
            read -r ended && exit 0
            stat="$(cat "/proc/$1/stat" 2>/dev/null)" || exit 0
            set -- "$1" "$2" ${stat##*) }
            [ "${22}" = "$2" ] && kill -KILL "$1"
            """;

    private final Process shell;

    private Watcher(Process shell) {
        this.shell = shell;
    }

    /** Watches a process until it is dismissed, which it is when the process has exited. */
    public static Watcher over(ProcessId id) throws IOException {
        List<String> command = new ArrayList<>(ParentDeathPolicy.ownSession());
        command.addAll(List.of("/bin/sh", "-c", SCRIPT, "qmp4j-watcher", String.valueOf(id.pid()), id.start()));
        return new Watcher(new ProcessBuilder(command)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start());
    }

    /** Ends the watching. Idempotent. */
    public void dismiss() {
        try (OutputStream line = shell.getOutputStream()) {
            line.write('\n');
        } catch (IOException endedAlready) {
            // Then there is nothing to tell it.
        }
    }
}
