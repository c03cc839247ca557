package org.qmp4j.client.session;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.message.Message;
import org.qmp4j.client.thread.Timer;
import org.qmp4j.client.transport.Deadline;
import org.qmp4j.client.transport.OutgoingMessage;
import org.qmp4j.client.transport.Transport;

/**
 * Asks a peer that has sent nothing for a while for a sign of life, out of band, so that a busy main loop is not taken for a
 * dead one. Whatever comes is a sign, and so is that the peer reads. At most one probe is on its way.
 */
final class LivenessProbe {
    /** A JVM that was paused itself must first read what has come meanwhile. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    // No call has this id: theirs are numbers.
    private static final String ID = "\"qmp4j-liveness\"";
    private static final byte[] MESSAGE =
            ("{\"exec-oob\":\"query-yank\",\"id\":" + ID + "}\n").getBytes(StandardCharsets.US_ASCII);

    private final Transport transport;
    private final LivenessTimes times;
    private final Predicate<OutgoingMessage> sender;
    private final Consumer<ConnectionEnd> onSilence;

    private final Scheduler scheduler;

    // The number of the probe that is on its way, or 0. The reader and the timer both may end the waiting for it, and
    // only one of them
    // does. A step of an earlier probe, which could not be cancelled in time, does nothing.
    private final AtomicLong awaited = new AtomicLong();
    private volatile boolean heard;
    private volatile boolean stopped;
    private volatile @Nullable Future<?> next;
    // Timer thread only.
    private long waitingBytes;
    private long sent;

    /** Runs a step later; {@link Timer#after}. */
    interface Scheduler {
        Future<?> after(Duration delay, Runnable step);
    }

    /**
     * A probe that does nothing yet.
     *
     * @param sender sends a message out of band, or returns false where none may be sent now
     * @param onSilence is called once, when the peer gave no sign of life
     */
    LivenessProbe(
            Transport transport,
            LivenessTimes times,
            Predicate<OutgoingMessage> sender,
            Consumer<ConnectionEnd> onSilence) {
        this(transport, times, sender, onSilence, Timer::after);
    }

    /** As the other one, for tests that have no timer. */
    LivenessProbe(
            Transport transport,
            LivenessTimes times,
            Predicate<OutgoingMessage> sender,
            Consumer<ConnectionEnd> onSilence,
            Scheduler scheduler) {
        this.transport = transport;
        this.times = times;
        this.sender = sender;
        this.onSilence = onSilence;
        this.scheduler = scheduler;
    }

    void start() {
        schedule(times.interval(), this::look);
    }

    /** Ends it. Any thread. */
    void stop() {
        stopped = true;
        cancel();
    }

    private void cancel() {
        Future<?> last = next;
        if (last != null) {
            last.cancel(false);
        }
    }

    /** Bytes have come. Reader thread only. */
    void heard() {
        // A write to a volatile field for each read would cost more.
        if (!heard) {
            heard = true;
        }
    }

    /** Takes a reply if it is the answer to a probe, and so no call's. Reader thread only. */
    boolean answered(Message.Reply reply) {
        if (!ID.equals(reply.id())) {
            return false;
        }
        goOn(awaited.get());
        return true;
    }

    private void schedule(Duration delay, Runnable step) {
        next = scheduler.after(delay, () -> {
            if (!stopped) {
                run(step);
            }
        });
        // stop() may have come before there was something to cancel.
        if (stopped) {
            stop();
        }
    }

    // Without this step no other would come, and a dead peer would never be noticed.
    private void run(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error failed) {
            transport.abort(failed);
        }
    }

    private void look() {
        if (isAlive()) {
            schedule(times.interval(), this::look);
            return;
        }
        long number = ++sent;
        awaited.set(number);
        // Before it is sent: the answer may come at once, and cancels this.
        schedule(times.timeout(), () -> judge(number));
        if (!sender.test(new OutgoingMessage(MESSAGE))) {
            goOn(number);
        }
    }

    private void judge(long number) {
        if (awaited.get() != number) {
            return;
        }
        if (isAlive()) {
            goOn(number);
        } else {
            schedule(GRACE, () -> judgeAtLast(number));
        }
    }

    private void judgeAtLast(long number) {
        if (awaited.get() != number) {
            return;
        }
        if (isAlive()) {
            goOn(number);
        } else if (awaited.compareAndSet(number, 0)) {
            stopped = true;
            Deadline timeout = Deadline.after(times.timeout());
            onSilence.accept(SessionEnding.noProbeReply(transport.name(), timeout.toString()));
        }
    }

    private void goOn(long number) {
        if (number != 0 && awaited.compareAndSet(number, 0)) {
            cancel();
            schedule(times.interval(), this::look);
        }
    }

    // Timer thread only. QEMU reads a long command slowly, and answers nothing behind it until it has.
    private boolean isAlive() {
        long waiting = transport.waitingBytes();
        boolean reads = waiting < waitingBytes;
        waitingBytes = waiting;
        if (heard) {
            heard = false;
            return true;
        }
        return reads;
    }
}
