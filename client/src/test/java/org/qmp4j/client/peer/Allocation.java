package org.qmp4j.client.peer;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How many bytes a thread has allocated: a count of its work that does not depend on the machine's speed. */
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long thread;
    private final long before;

    private Allocation(Thread thread) {
        this.thread = thread.getId();
        this.before = THREADS.getThreadAllocatedBytes(this.thread);
    }

    /** Counts the bytes that this thread allocates from now on. */
    public static Allocation ofThisThread() {
        return new Allocation(Thread.currentThread());
    }

    /** Counts the bytes that the reader thread of all sockets allocates from now on; there must be a session. */
    public static Allocation ofTheSelectorThread() {
        return new Allocation(Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("qmp4j-selector"))
                .findFirst()
                .orElseThrow());
    }

    /** The number of bytes that the thread has allocated since then. */
    public long bytes() {
        return THREADS.getThreadAllocatedBytes(thread) - before;
    }
}
