package org.qmp4j.codegen;

/** The peer that runs the commands of a schema. */
public enum Peer {
    /** QEMU or qemu-storage-daemon. */
    QEMU,
    /** The guest agent, qemu-ga. */
    GUEST_AGENT
}
