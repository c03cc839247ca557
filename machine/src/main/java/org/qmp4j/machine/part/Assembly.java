package org.qmp4j.machine.part;

import java.nio.file.Path;
import java.util.List;
import org.qmp4j.machine.host.QemuInstallation;

/** A machine that is being put together: what its parts need of each other. Used by the thread that starts it. */
public interface Assembly {
    /** Adds arguments as they are. */
    void arguments(String... arguments);

    /** Adds an option with its value: {@code -device} and {@code virtio-rng-pci,bus=pci.0}. */
    default void option(String name, KeyValues value) {
        arguments(name, value.text());
    }

    /** An id that no other part of this machine has: {@code disk0}, then {@code disk1}. */
    String newId(String kind);

    /**
     * Reserves an id that the user has chosen.
     *
     * @throws IllegalArgumentException if another part of this machine has it
     */
    void takeId(String id);

    /** The machine's private folder, for sockets and files; it is removed with the machine. */
    Path folder();

    /** The programs that the machine is started with. */
    QemuInstallation installation();

    /**
     * Creates a socket in the machine's folder, to which QEMU connects a console.
     *
     * @param name the console's name
     * @param chardev the id of QEMU's character device for it
     * @return the socket's path
     */
    Path listenForConsole(String name, String chardev);

    /** Where the guest agent's channel is: a socket of the machine's folder that QEMU listens on. */
    Path agentSocket();

    /** Something to close when the machine has ended, the last first. */
    void closeAtEnd(AutoCloseable resource);

    /**
     * Starts a program that the machine needs, and that is ended with it. Returns when it has made its socket.
     *
     * @param command the program's path and its arguments
     * @throws org.qmp4j.machine.error.MachineStartException if it cannot be started, or makes no socket; with its words
     */
    void startHelper(List<String> command, Path socket);

    /** Says that the machine has a display of its own. */
    void displayChosen();

    /** Says that QEMU's default devices are wanted. */
    void defaultsWanted();

    /**
     * Says that the machine's accelerator is chosen; called once for a machine.
     *
     * @throws IllegalArgumentException if another part has chosen it already
     */
    void acceleratorChosen();
}
