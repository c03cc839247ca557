package org.qmp4j.client.thread;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One thread that serves all sockets of the JVM. It begins with the first socket and ends after the last.
 *
 * <p>Each call of {@link #acquire()} needs one call of {@link #release()} on the returned loop. Between the two any
 * thread may register channels.
 *
 * <p>No error ends the thread while it has users. An error of a handler closes only its channel. The selector is
 * replaced after an error, or if it returns again and again without a ready channel. A failure that cannot be reported
 * because there is no memory is reported later.
 */
public final class SelectorLoop {
    /** The owner of a registered channel. Loop thread only; must not block. */
    public interface Handler {
        /** The channel can be read or written, as the key's ready set shows. An exception or error is a failure. */
        void ready(SelectionKey key) throws IOException;

        /**
         * The channel is given up, for this reason. Called again after a pause for as long as it throws, and again after a
         * later {@link Registration#fail}.
         */
        void failed(Throwable cause);
    }

    /**
     * How much one channel may bring before it is the next one's turn. It bounds the messages in it as well: a flood of the
     * shortest has some 1,400 in a turn.
     */
    public static final int READ_BYTES = 16 * 1024;

    /** After so many empty selections in a row, for which there was no reason, the selector is broken. */
    private static final int EMPTY_SELECTIONS = 1000;

    private static final String NO_SELECTOR =
            "this program could not open a selector, which its connections need; has it too many open files?";

    private static final ReentrantLock LOCK = new ReentrantLock();

    // Guarded by LOCK.
    private static @Nullable SelectorLoop current;

    private final SelectorSupply supply;
    // Created once, so that a turn needs no memory for it.
    private final Consumer<SelectionKey> serve = SelectorLoop::serve;
    private final ByteBuffer readBuffer = ByteBuffer.allocate(READ_BYTES);
    private volatile boolean stopped;
    // Guarded by LOCK.
    private int users;

    private final ReentrantLock registering = new ReentrantLock();
    // Guarded by registering. Not taken from the selector: this must survive it.
    private final Set<Registration> registrations = ConcurrentHashMap.newKeySet();
    // Written under the lock registering. There is no selector any more.
    private volatile boolean broken;
    // Written under the lock registering.
    private volatile Selector selector;

    // Each registration has a link to the next one, so that adding one needs no memory.
    private final AtomicReference<@Nullable Registration> unreported = new AtomicReference<>();
    // Loop thread only. Those that are being reported; a field, so that an error loses none.
    private @Nullable Registration reporting;
    // The selector may have lost track of its channels.
    private volatile boolean distrusted;
    private volatile boolean wokenUp;
    // Loop thread only.
    private int emptySelections;

    private SelectorLoop(SelectorSupply supply) throws IOException {
        this.supply = supply;
        this.selector = supply.open();
        // The first use links these operations, which needs memory.
        unreported.compareAndSet(unreported.getAndSet(null), null);
    }

    /** The running loop, started if need be. Every call is paired with one of {@link #release()}. */
    public static SelectorLoop acquire() throws IOException {
        return acquire(SelectorSupply.JVM);
    }

    static SelectorLoop acquire(SelectorSupply supply) throws IOException {
        LOCK.lock();
        try {
            SelectorLoop loop = current;
            if (loop == null) {
                loop = started(supply);
                current = loop;
            }
            loop.users++;
            return loop;
        } finally {
            LOCK.unlock();
        }
    }

    private static SelectorLoop started(SelectorSupply supply) throws IOException {
        SelectorLoop loop = new SelectorLoop(supply);
        try {
            supply.start("qmp4j-selector", loop::run);
            return loop;
        } catch (RuntimeException | Error noThread) {
            // As where the system gives no more of them; the next socket may have better luck.
            closeQuietly(loop.selector);
            throw noThread;
        }
    }

    /** Gives back what {@link #acquire()} gave; the last one ends the thread. */
    public void release() {
        LOCK.lock();
        try {
            users--;
            if (users == 0) {
                current = current == this ? null : current;
                stopped = true;
            }
        } finally {
            LOCK.unlock();
        }
        wakeup();
    }

    /** Serves a non-blocking channel from now on. */
    public Registration register(SelectableChannel channel, int interest, Handler handler) throws IOException {
        Registration registration = new Registration(this, registering, channel, interest, handler);
        registering.lock();
        try {
            if (broken) {
                throw new IOException(NO_SELECTOR);
            }
            registration.enter(selector);
            registrations.add(registration);
        } finally {
            registering.unlock();
        }
        wakeup();
        return registration;
    }

    void remove(Registration registration) {
        registrations.remove(registration);
        // A closed channel gives its descriptor back only when the selector has seen that its key is cancelled.
        wakeup();
    }

    void addUnreported(Registration registration) {
        Registration first;
        do {
            first = unreported.get();
            registration.nextUnreported(first);
        } while (!unreported.compareAndSet(first, registration));
        wakeup();
    }

    /** Replaces the selector, because a channel could not be closed. Needs no memory. */
    public void distrustSelector() {
        distrusted = true;
        wakeup();
    }

    void wakeup() {
        wokenUp = true;
        selector.wakeup();
    }

    /** One empty buffer, with an array, for all reads of all channels: what is read is used up before the next read. Loop thread only. */
    public ByteBuffer readBuffer() {
        return readBuffer.clear();
    }

    private void run() {
        while (!stopped || unreported.get() != null || reporting != null) {
            try {
                takeTurn();
            } catch (Throwable trouble) {
                // The selector failed, or there was no memory. The loop must continue, because no other thread runs it.
                distrusted = true;
                Threads.pauseBeforeRetry();
            }
        }
        closeQuietly(selector);
    }

    private void takeTurn() throws IOException {
        // Set by an interrupt of a whole thread group, for one. With it no selection and no pause would wait.
        var unused = Thread.interrupted();
        if (broken) {
            failAll(new IOException(NO_SELECTOR));
            reportFailures();
            Threads.pauseBeforeRetry();
        } else if (distrusted) {
            replaceSelector();
        } else if (reportFailures()) {
            select(0);
        } else {
            select(1);
            // Even if something was ready: the same failures are tried again, and not at once.
            Threads.pauseBeforeRetry();
        }
    }

    private static void serve(SelectionKey key) {
        ((Registration) key.attachment()).serve(key);
    }

    private void select(long millis) throws IOException {
        wokenUp = false;
        boolean isDue = stopped || distrusted || (millis == 0 && unreported.get() != null);
        if (!isDue) {
            int served = supply.select(selector, serve, millis);
            emptySelections = served > 0 || wokenUp || millis > 0 ? 0 : emptySelections + 1;
            distrusted |= emptySelections >= EMPTY_SELECTIONS;
        }
    }

    /** Reports every failure, and returns whether all have been reported. */
    private boolean reportFailures() {
        boolean all = true;
        if (reporting == null) {
            reporting = unreported.getAndSet(null);
        }
        while (reporting != null) {
            Registration registration = reporting;
            reporting = registration.nextUnreported();
            if (!registration.isReported()) {
                registration.reportAgain();
                all = false;
            }
        }
        return all;
    }

    private void replaceSelector() {
        distrusted = false;
        emptySelections = 0;
        Selector old = selector;
        try {
            moveTo(supply.open());
        } catch (IOException none) {
            giveUp();
            return;
        }
        closeQuietly(old);
    }

    private void moveTo(Selector fresh) throws IOException {
        registering.lock();
        try {
            for (Registration registration : registrations) {
                registration.enter(fresh);
            }
            selector = fresh;
        } catch (IOException | RuntimeException | Error failed) {
            closeQuietly(fresh);
            throw failed;
        } finally {
            registering.unlock();
        }
    }

    /** Without a selector no channel can be served: all fail, and the next user gets another loop. */
    private void giveUp() {
        LOCK.lock();
        try {
            current = current == this ? null : current;
        } finally {
            LOCK.unlock();
        }
        registering.lock();
        try {
            broken = true;
        } finally {
            registering.unlock();
        }
    }

    private void failAll(Throwable cause) {
        for (Registration registration : registrations) {
            registration.fail(cause);
        }
    }

    private static void closeQuietly(Selector selector) {
        try {
            selector.close();
        } catch (IOException alreadyBroken) {
            // Nothing is left that could use it.
        }
    }
}
