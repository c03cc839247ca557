package org.qmp4j.client.framing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The limit of memory for the unfinished messages of all connections together. If a connection needs more than is left,
 * the connection with the largest unfinished message is closed. So a peer that sends little does not suffer from one
 * that sends much.
 *
 * <p>Any thread.
 */
public final class MessageBudget {
    /** The system property for the budget of the JVM, in bytes. Read once. */
    public static final String PROPERTY = "org.qmp4j.client.unfinishedMessageBytes";

    /** The default limit is the JVM's largest heap size, divided by this. */
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

    /** The budget that all connections of the JVM share. */
    public static MessageBudget ofJvm() {
        return OF_JVM;
    }

    static long limit(long wanted) {
        return Math.max(LEAST, wanted);
    }

    /**
     * An account for one connection; close it with the connection.
     *
     * @param onEnd called with the reason if this connection must be closed. The reader thread of the connection that
     *     needs the memory calls it, without a lock
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

    /** The part of the budget that one connection uses. */
    public final class Account {
        private final Consumer<String> onEnd;
        // All guarded by lock.
        private long held;
        private boolean closed;

        private Account(Consumer<String> onEnd) {
            this.onEnd = onEnd;
        }

        /** Takes more bytes. Returns false if this connection has ended, or must end because of it. */
        boolean take(int bytes) {
            List<Ended> ended = new ArrayList<>(0);
            boolean taken = MessageBudget.this.take(this, bytes, ended);
            ended.forEach(Ended::report);
            return taken;
        }

        /** Returns all bytes to the budget. */
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

        /** Returns all bytes to the budget, and takes no more. Idempotent. */
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
