package org.qmp4j.client.session;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The steps that end a session. A failed step does not stop the others. Each call runs the steps that have not
 * succeeded yet, because a caller or a resource waits for each of them.
 */
final class ClosingSteps {
    private final Runnable[] steps;
    private final AtomicBoolean running = new AtomicBoolean();
    // Which steps have succeeded. Used only by the thread that has set the flag.
    private final boolean[] done;

    ClosingSteps(Runnable... steps) {
        this.steps = steps;
        this.done = new boolean[steps.length];
    }

    /**
     * Runs the steps that are left. Returns whether all have succeeded; false also while another thread runs them. Any
     * thread.
     */
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
