package org.qmp4j.junit.report;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.qmp4j.client.transport.Deadline;
import org.qmp4j.machine.Console;

/** Finds, in what a guest has said since a test began, what it must not say; whether a test has waited past it or not. */
public final class PanicWatch {
    private static final int MOST_LINES = 40;
    // A panic tells much behind its first line, and no line says that it is the last.
    private static final Duration QUIET = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Console console;
    private final List<Pattern> panics;
    private long from;

    /** Watches for these. */
    public PanicWatch(Console console, List<Pattern> panics) {
        this.console = console;
        this.panics = List.copyOf(panics);
    }

    /** Leaves out what was said so far. */
    public void passOver() {
        from = console.position();
    }

    /** The first line that a pattern finds, and those behind it; nothing if there is none. Waits for the rest of them. */
    public List<String> lines() {
        List<String> first = linesSoFar();
        if (first.isEmpty()) {
            return first;
        }
        awaitQuiet();
        return linesSoFar();
    }

    private void awaitQuiet() {
        Deadline deadline = Deadline.after(PATIENCE);
        long before;
        do {
            before = console.position();
            LockSupport.parkNanos(QUIET.toNanos());
        } while (console.position() > before && !deadline.hasPassed());
    }

    private List<String> linesSoFar() {
        List<String> all = console.textFrom(from).lines().toList();
        for (int line = 0; line < all.size(); line++) {
            String text = all.get(line);
            if (panics.stream().anyMatch(panic -> panic.matcher(text).find())) {
                return all.subList(line, Math.min(all.size(), line + MOST_LINES));
            }
        }
        return List.of();
    }
}
