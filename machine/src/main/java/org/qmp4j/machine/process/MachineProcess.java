package org.qmp4j.machine.process;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** A process that ends with a machine: a child of this JVM, or one that another JVM has started. */
public interface MachineProcess {
    /** The process id. */
    long pid();

    /** Whether it is running. */
    boolean isAlive();

    /** Completed when it has exited, with its exit code, 128 and the signal's number after a signal; empty if it is not known. */
    CompletableFuture<OptionalInt> exitCode();

    /**
     * Waits until it has exited.
     *
     * @return whether it has
     * @throws org.qmp4j.client.error.QmpInterruptedException if the thread is interrupted
     */
    boolean await(Duration timeout);

    /** Sends SIGTERM. */
    void terminate();

    /** Sends SIGKILL. */
    void kill();

    /** Lets it outlive this JVM. */
    void letGo();

    /** Its output so far, standard error included; of a long output the end, and of a process of another JVM nothing. */
    String output();
}
