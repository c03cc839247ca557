package org.qmp4j.machine.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What comes before a program so that it ends with this JVM, even where the JVM is killed. */
enum Ending {
    /** The kernel sends SIGKILL when the {@link Starter} ends. */
    WITH_THIS_JVM;

    // In a session of its own, Ctrl-C on the terminal reaches this program alone, which then ends the child in order.
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    // The JVM may have died before the signal was arranged for; then somebody else is the parent.
    private static final String UNLESS_ORPHANED = "test \"$PPID\" = \"$0\" && exec \"$@\"; exit 125";

    List<String> prefix() {
        List<String> prefix = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            prefix.add(SETSID.toString());
        }
        if (Files.isExecutable(SETPRIV)) {
            prefix.addAll(List.of(SETPRIV.toString(), "--pdeathsig", "KILL", "--"));
            prefix.addAll(List.of("/bin/sh", "-c", UNLESS_ORPHANED));
            prefix.add(String.valueOf(ProcessHandle.current().pid()));
        }
        return prefix;
    }
}
