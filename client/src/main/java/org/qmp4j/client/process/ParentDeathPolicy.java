package org.qmp4j.client.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What ends a child process when this JVM has ended, also where the JVM was killed. */
public enum ParentDeathPolicy {
    /** The kernel sends SIGKILL when the {@link Starter} ends. Lost where the child changes its user: prctl(2). */
    PARENT_DEATH_SIGNAL,
    /** A watcher sends SIGKILL when its pipe from this JVM breaks. */
    WATCHER;

    // In a session of its own, Ctrl-C on the terminal reaches this program alone, which then ends the child in order.
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    // The JVM may have died before the signal was arranged for; then another process is the parent.
    private static final String UNLESS_ORPHANED = "test \"$PPID\" = \"$0\" && exec \"$@\"; exit 125";

    /** The best that this host has. */
    public static ParentDeathPolicy best() {
        return Files.isExecutable(SETPRIV) ? PARENT_DEATH_SIGNAL : WATCHER;
    }

    /** The arguments before those of a child that no signal of the terminal reaches. */
    public List<String> prefixInOwnSession() {
        List<String> prefix = new ArrayList<>(ownSession());
        prefix.addAll(prefix());
        return prefix;
    }

    /** The arguments before those that start the child itself. */
    public List<String> prefix() {
        List<String> prefix = new ArrayList<>();
        if (this == PARENT_DEATH_SIGNAL) {
            prefix.addAll(List.of(SETPRIV.toString(), "--pdeathsig", "KILL", "--"));
            prefix.addAll(List.of("/bin/sh", "-c", UNLESS_ORPHANED));
            prefix.add(String.valueOf(ProcessHandle.current().pid()));
        }
        return prefix;
    }

    static List<String> ownSession() {
        return Files.isExecutable(SETSID) ? List.of(SETSID.toString()) : List.of();
    }
}
