package org.qmp4j.client.session;

import org.qmp4j.client.transport.Deadline;

/**
 * Ends the decoding of a large message once its time is over, or its thread is interrupted, or no caller wants the result any
 * more. Runs in the thread that decodes, before each piece of a few thousand bytes.
 */
final class DecodingLimit implements Runnable {
    /** The decoding was ended. Without a stack trace: it is replaced by an exception that names the message. */
    static final class Reached extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final boolean interrupted;

        Reached(boolean interrupted) {
            super(interrupted ? "interrupted" : "out of time", null, false, false);
            this.interrupted = interrupted;
        }
    }

    private final Deadline deadline;
    // The decoded value may keep its text, which its owner may decode again without a limit.
    private volatile boolean over;

    DecodingLimit(Deadline deadline) {
        this.deadline = deadline;
    }

    @Override
    public void run() {
        if (over) {
            return;
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new Reached(true);
        }
        if (deadline.hasPassed()) {
            throw new Reached(false);
        }
    }

    /** The decoding is over, well or not; from now on nothing is ended. */
    void lift() {
        over = true;
    }

    /** The part of a sentence that says why the decoding was ended. */
    String reason(Reached reached) {
        return reached.interrupted
                ? "could not be decoded because the thread was interrupted"
                : "could not be decoded within " + deadline;
    }

    /** Whether it was an interrupt, and not the deadline. */
    static boolean wasInterrupt(Reached reached) {
        return reached.interrupted;
    }
}
