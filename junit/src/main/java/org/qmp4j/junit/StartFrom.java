package org.qmp4j.junit;

/** In which state a test finds its machines. */
public enum StartFrom {
    /**
     * The machine boots once for the class; its state is saved when it is ready, and each test begins with that state.
     * Devices, block nodes and the like that a test has added and left cost a new boot, and so does a machine that has ended.
     * Disks that the guest may write must be qcow2, for a state of theirs to be saved too.
     */
    SAVED_STATE,

    /** Each test has a machine of its own, which boots for it. */
    BOOT,

    /** The machine boots once for the class, and each test finds it as the last one has left it. */
    LAST_TEST
}
