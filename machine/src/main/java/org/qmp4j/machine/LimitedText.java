package org.qmp4j.machine;

import org.qmp4j.client.spi.Deadline;

/**
 * A text whose matching by a pattern ends at a deadline or by an interrupt. {@code java.util.regex} supports neither, and with
 * some patterns the time grows with the square of a line's length, or faster. For one thread.
 */
final class LimitedText implements CharSequence {
    /** The deadline has passed. */
    static final class TimeOver extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TimeOver() {
            super(null, null, false, false);
        }
    }

    /** The thread was interrupted; its flag is still set. */
    static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Interrupted() {
            super("interrupted while matching");
        }
    }

    /**
     * The number of characters between two checks. An ordinary pattern needs fewer for everything that a console keeps, so it finds
     * its match even when the deadline has passed.
     */
    private static final int UNCHECKED = 16 * ConsoleText.MAX_CHARACTERS;

    private final String text;
    private final Deadline deadline;
    private int looks;

    LimitedText(String text, Deadline deadline) {
        this.text = text;
        this.deadline = deadline;
    }

    @Override
    public char charAt(int index) {
        looks++;
        if (looks == UNCHECKED) {
            looks = 0;
            check();
        }
        return text.charAt(index);
    }

    private void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new Interrupted();
        }
        if (deadline.hasPassed()) {
            throw new TimeOver();
        }
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
