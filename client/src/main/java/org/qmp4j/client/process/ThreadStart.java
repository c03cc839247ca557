package org.qmp4j.client.process;

import java.io.IOException;

/** Starts threads for a child process; in a test one that fails. */
@FunctionalInterface
public interface ThreadStart {
    /** Starts a thread, or throws if the system gives none. */
    void start(String name, Runnable work) throws IOException;
}
