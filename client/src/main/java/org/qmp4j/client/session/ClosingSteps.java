package org.qmp4j.client.session;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The steps that end a session. Each is tried whatever became of the others, and again at the next call until it has
 * succeeded: something waits for each of them.
 */
final class ClosingSteps {
    private final Runnable[] steps;
    private final AtomicBoolean running = new AtomicBoolean();
    // Only by the thread that has set the flag. Which steps are done.
    private final boolean[] done;

    ClosingSteps(Runnable... steps) {
        this.steps = steps;
        this.done = new boolean[steps.length];
    }

    /** Takes the steps that are left, and returns whether none is; false also while another thread takes them. Any thread. */
    boolean take() {
        if (!running.compareAndSet(false, true)) {
            return false;
        }
        boolean all = true;
        for (int i = 0; i < steps.length; i++) {
            done[i] = done[i] || isTaken(steps[i]);
            all &= done[i];
        }
        running.set(false);
        return all;
    }

    private static boolean isTaken(Runnable step) {
        try {
            step.run();
            return true;
        } catch (Throwable failed) {
            Callbacks.logThrown("a step of the end of a session, which is tried again,", failed);
            return false;
        }
    }
}
