package org.qmp4j.machine;

/** A way to end a machine, from the gentlest to the last. */
public enum ShutdownStep {
    /** The power button (ACPI), every 2 s: the guest shuts down in order, if it listens. {@code system_powerdown}. */
    POWERDOWN,
    /** QEMU ends in order, and the guest is gone as if by a power cut. {@code quit}. */
    QUIT,
    /** As {@link #QUIT}, without a monitor. SIGTERM. */
    TERMINATE,
    /** The kernel ends QEMU, which writes nothing any more. SIGKILL. */
    KILL
}
