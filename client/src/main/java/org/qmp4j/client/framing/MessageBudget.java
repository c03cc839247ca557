package org.qmp4j.client.framing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * How much memory the unfinished messages of all connections may take together. Where a connection needs more than is
 * left, the one that holds most is ended, be it that one or another: a peer that sends little is not the victim of one that
 * sends much.
 *
 * <p>Any thread.
 */
public final class MessageBudget {
    /** The system property for the budget of the JVM, in bytes. Read once. */
    public static final String PROPERTY = "org.qmp4j.client.unfinishedMessageBytes";

    /** Without the property: one byte in so many of the largest heap that the JVM may have. */
    private static final int SHARE_OF_HEAP = 4;

    private static final long LEAST = 4L << 20;

    private static final MessageBudget OF_JVM =
            new MessageBudget(limit(Long.getLong(PROPERTY, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP)));

    private final long limit;

    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock.
    private final Set<Account> holders = new HashSet<>();
    // Guarded by lock.
    private long used;

    MessageBudget(long limit) {
        this.limit = limit;
    }

    /** The one that all connections of the JVM share. */
    public static MessageBudget ofJvm() {
        return OF_JVM;
    }

    static long limit(long wanted) {
        return Math.max(LEAST, wanted);
    }

    /**
     * An account for one connection; close it with the connection.
     *
     * @param onEnd is called, with a sentence for people, when the connection has to be ended; in the thread of whatever
     *     connection needs the memory, without a lock
     */
    public Account open(Consumer<String> onEnd) {
        return new Account(onEnd);
    }

    /** How many bytes are in use. */
    public long used() {
        lock.lock();
        try {
            return used;
        } finally {
            lock.unlock();
        }
    }

    /** What one connection holds. */
    public final class Account {
        private final Consumer<String> onEnd;
        // All guarded by lock.
        private long held;
        private boolean closed;

        private Account(Consumer<String> onEnd) {
            this.onEnd = onEnd;
        }

        /** Takes so much more; false if this connection has ended, or has to end because of it. */
        boolean take(int bytes) {
            List<Ended> ended = new ArrayList<>(0);
            boolean taken = MessageBudget.this.take(this, bytes, ended);
            ended.forEach(Ended::report);
            return taken;
        }

        /** Gives everything back. */
        void giveBack() {
            lock.lock();
            try {
                used -= held;
                held = 0;
                holders.remove(this);
            } finally {
                lock.unlock();
            }
        }

        /** Gives everything back and takes no more. Idempotent. */
        void close() {
            lock.lock();
            try {
                closed = true;
                giveBack();
            } finally {
                lock.unlock();
            }
        }
    }

    private record Ended(Account account, String reason) {
        void report() {
            account.onEnd.accept(reason);
        }
    }

    private boolean take(Account account, int bytes, List<Ended> ended) {
        lock.lock();
        try {
            while (!account.closed && used + bytes > limit) {
                Account largest = largest(account, bytes);
                long wanted = largest.held + (largest == account ? bytes : 0);
                ended.add(new Ended(largest, reason(wanted)));
                largest.close();
            }
            if (!account.closed) {
                used += bytes;
                account.held += bytes;
                holders.add(account);
            }
            return !account.closed;
        } finally {
            lock.unlock();
        }
    }

    // Caller holds the lock.
    private Account largest(Account asking, int bytes) {
        Account largest = asking;
        long most = asking.held + bytes;
        for (Account holder : holders) {
            if (holder.held > most) {
                largest = holder;
                most = holder.held;
            }
        }
        return largest;
    }

    private String reason(long held) {
        return "an unfinished message takes " + held
                + " bytes, and the unfinished messages of all connections of this JVM"
                + " would take more than their limit of " + limit + " bytes (system property " + PROPERTY + ")";
    }
}
