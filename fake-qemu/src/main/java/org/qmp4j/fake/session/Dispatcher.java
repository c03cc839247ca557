package org.qmp4j.fake.session;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Runs the in-band commands of all monitors, one at a time: QEMU has one dispatcher, and a slow command on one monitor
 * blocks all others.
 *
 * <p>For the loop's thread only.
 */
public final class Dispatcher {
    private final Deque<Monitor> waiting = new ArrayDeque<>();
    private boolean busy;
    private boolean running;

    /** With nothing to do. */
    public Dispatcher() {}

    /** The monitor has a command more to run. */
    void submit(Monitor monitor) {
        waiting.add(monitor);
        run();
    }

    /** The monitor's commands are not wanted any more. */
    void drop(Monitor monitor) {
        waiting.removeIf(one -> one == monitor);
    }

    /** The command that took its time has ended. */
    void ended() {
        busy = false;
        run();
    }

    private void run() {
        if (running) {
            // A command that runs has caused another: that one has its turn in the loop below.
            return;
        }
        running = true;
        try {
            while (!busy && !waiting.isEmpty()) {
                busy = waiting.remove().runNext();
            }
        } finally {
            running = false;
        }
    }
}
