package org.qmp4j.junit.report;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.machine.Console;

/** Finds panics in the console output since the beginning of a test, also in output that the test has matched already. */
public final class PanicWatch {
    private static final int MOST_LINES = 40;
    // A panic prints many lines, and none of them is marked as the last one.
    private static final Duration QUIET = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Console console;
    private final List<Pattern> panics;
    private long from;

    /** Watches for these patterns. */
    public PanicWatch(Console console, List<Pattern> panics) {
        this.console = console;
        this.panics = List.copyOf(panics);
    }

    /** Skips the output so far. */
    public void skipOutput() {
        from = console.position();
    }

    /** The first line that matches and the lines after it; empty if no line matches. Waits for the rest of the panic. */
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
