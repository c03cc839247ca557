package org.qmp4j.it.support;

import org.qmp4j.protocol.RawCommand;

/** A command that blocks a QEMU until the test resumes it. */
public interface Slow {
    /** The command; it succeeds in the end. */
    RawCommand slowCommand();

    /** The command as text, as a message with that id. */
    String slowMessage(String id);

    /** Waits until QEMU runs the command. */
    void awaitRunning() throws Exception;

    /** Resumes the command, once it runs. */
    void release() throws Exception;
}
