package org.qmp4j.client.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.protocol.Outcome;

/** How long one call may take. Used by the thread that waits for the call, or by the timer. */
abstract class CallLimit {
    private CallLimit() {}

    /** The time, as of {@code System.nanoTime()}, at which {@link #check} must be called unless the call has ended. */
    abstract long nextCheckNanos();

    /** Ends the call if its time is over, and returns how it ended; returns null if there is time left. */
    abstract @Nullable Ending check(PendingCall call, CallTable table);

    /** The time for decoding a reply that may have waited until other replies were decoded. */
    abstract Deadline decoding();

    /** The time for decoding a reply at once. */
    abstract Deadline remaining();

    /** A timeout that the caller set: it includes the wait in the queue, the reply and its decoding. */
    static CallLimit total(Duration timeout) {
        return new Total(Deadline.after(timeout));
    }

    /** A default timeout: it starts when the command is sent. The wait in the queue has its own limit. */
    static CallLimit fromSending(Duration timeout, Duration maxQueueTime) {
        return new FromSending(timeout, maxQueueTime);
    }

    private static Ending giveUp(PendingCall call, CallTable table, String limit) {
        return table.giveUp(
                call, new Ending.Expired(Outcome.NOT_SENT, limit), new Ending.Expired(Outcome.UNKNOWN, limit));
    }

    private static final class Total extends CallLimit {
        private final Deadline deadline;

        Total(Deadline deadline) {
            this.deadline = deadline;
        }

        @Override
        long nextCheckNanos() {
            return deadline.endNanos();
        }

        @Override
        Ending check(PendingCall call, CallTable table) {
            return giveUp(call, table, deadline.toString());
        }

        @Override
        Deadline decoding() {
            return deadline.again();
        }

        @Override
        Deadline remaining() {
            return deadline;
        }
    }

    private static final class FromSending extends CallLimit {
        private final Duration timeout;
        private final Duration maxQueueTime;
        private final long madeNanos = System.nanoTime();
        private long nextCheckNanos;

        FromSending(Duration timeout, Duration maxQueueTime) {
            this.timeout = timeout;
            this.maxQueueTime = maxQueueTime;
            // If the call is sent at once, its time is over after the timeout.
            this.nextCheckNanos = madeNanos + Math.min(Deadline.nanos(timeout), Deadline.nanos(maxQueueTime));
        }

        @Override
        long nextCheckNanos() {
            return nextCheckNanos;
        }

        @Override
        @Nullable
        Ending check(PendingCall call, CallTable table) {
            Long sentNanos = table.sentNanos(call);
            if (sentNanos == null) {
                sentNanos = checkQueue(call, table);
            }
            if (call.ending() != null || sentNanos == null) {
                return call.ending();
            }
            nextCheckNanos = sentNanos + Deadline.nanos(timeout);
            return isOver(nextCheckNanos) ? giveUp(call, table, Deadline.text(timeout)) : null;
        }

        /** When the call was sent; null if it is still in the queue. */
        private @Nullable Long checkQueue(PendingCall call, CallTable table) {
            long queueEnd = madeNanos + Deadline.nanos(maxQueueTime);
            if (isOver(queueEnd)) {
                String limit = Deadline.text(maxQueueTime) + " (maxQueueTime)";
                table.withdrawFromQueue(call, new Ending.Expired(Outcome.NOT_SENT, limit));
                return table.sentNanos(call);
            }
            long untilQueueEnd = queueEnd - System.nanoTime();
            nextCheckNanos = System.nanoTime() + Math.min(untilQueueEnd, Deadline.nanos(timeout));
            return null;
        }

        private static boolean isOver(long nanos) {
            return nanos - System.nanoTime() <= 0;
        }

        @Override
        Deadline decoding() {
            return Deadline.after(timeout);
        }

        @Override
        Deadline remaining() {
            return Deadline.after(timeout);
        }
    }
}
