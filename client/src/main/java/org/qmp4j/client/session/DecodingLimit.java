package org.qmp4j.client.session;

import org.qmp4j.client.spi.Deadline;

/**
 * Stops the decoding of a large message if its time is over or its thread is interrupted. Runs in the thread that
 * decodes, before each few thousand bytes.
 */
final class DecodingLimit implements Runnable {
    /** The decoding was stopped. Has no stack trace, because it is replaced by an exception that names the message. */
    static final class Reached extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final boolean interrupted;

        Reached(boolean interrupted) {
            super(interrupted ? "interrupted" : "out of time", null, false, false);
            this.interrupted = interrupted;
        }
    }

    private final Deadline deadline;
    // The decoded value may contain its text, which the application may decode again, without a limit.
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

    /** Removes the limit: the decoding has succeeded or failed. */
    void lift() {
        over = true;
    }

    /** Why the decoding was stopped, as a part of a sentence. */
    String reason(Reached reached) {
        return reached.interrupted
                ? "could not be decoded because the thread was interrupted"
                : "could not be decoded within " + deadline;
    }

    /** Whether an interrupt stopped the decoding, and not the deadline. */
    static boolean wasInterrupt(Reached reached) {
        return reached.interrupted;
    }
}
