package org.qmp4j.protocol;

/** What is known about a command after its call failed: whether it ran, did not run, or may have run. */
public enum Outcome {
    /**
     * No byte of the command was sent. It did not run. Retrying is safe, but fails again if the command itself is the reason, for
     * example because it is too large.
     */
    NOT_SENT,

    /** The peer returned an error. Something may have happened nevertheless: some commands fail half-way. */
    REJECTED,

    /** The peer ran the command and replied, but the reply could not be decoded, or not in time. */
    DONE,

    /** The command, or a part of it, was sent, but no reply came. It may have run, may be running, or may never run. */
    UNKNOWN
}
