package org.qmp4j.machine;

/** A way to stop a machine, from the gentlest to the last. */
public enum ShutdownStep {
    /** The power button (ACPI), every 2 s: the guest shuts down, if it handles the button. {@code system_powerdown}. */
    POWERDOWN,
    /** QEMU exits normally; for the guest it is a power cut. {@code quit}. */
    QUIT,
    /** Like {@link #QUIT}, by SIGTERM instead of the monitor. */
    TERMINATE,
    /** The kernel kills QEMU, which cannot write anything any more. SIGKILL. */
    KILL
}
