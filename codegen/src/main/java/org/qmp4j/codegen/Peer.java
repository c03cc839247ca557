package org.qmp4j.codegen;

/** Who understands the commands of a schema. */
public enum Peer {
    /** QEMU itself, or qemu-storage-daemon. */
    QEMU,
    /** The guest agent, qemu-ga. */
    GUEST_AGENT
}
