package org.qmp4j.protocol;

/** What is known about a command after its call has failed: whether it ran, did not run, or may have run. */
public enum Outcome {
    /**
     * No byte of the command reached the peer. It did not run; sending it again is safe, though in vain where it is a command
     * that can never be sent.
     */
    NOT_SENT,

    /** The peer answered with an error. That does not mean that nothing happened: some commands fail half-way. */
    REJECTED,

    /** The peer ran the command and said so, but its answer could not be decoded, or not in time. */
    DONE,

    /** The command, or a part of it, was sent and no answer came. It may have run, may be running, or may never run. */
    UNKNOWN
}
