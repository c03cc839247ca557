package org.qmp4j.junit;

/** The state of the machines at the beginning of a test. */
public enum StartFrom {
    /**
     * The machine boots once for the class; its state is saved when it is ready, and each test begins with that state.
     * The machine is booted again if a test has left devices, block nodes and the like that it added, or if QEMU has exited.
     * Disks that the guest can write to must be qcow2, because QEMU saves their state, too.
     */
    SAVED_STATE,

    /** Each test has its own machine, which is booted for it. */
    BOOT,

    /** The machine boots once for the class, and each test finds it as the previous test has left it. */
    LAST_TEST
}
