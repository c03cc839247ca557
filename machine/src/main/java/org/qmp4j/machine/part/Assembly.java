package org.qmp4j.machine.part;

import java.nio.file.Path;
import java.util.List;
import org.qmp4j.machine.host.QemuInstallation;

/** A machine that is being built, as its parts see it. Used by the thread that starts it. */
public interface Assembly {
    /** Adds arguments unchanged. */
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

    /** The machine's private folder, for sockets and files; deleted with the machine. */
    Path folder();

    /** The QEMU that is started. */
    QemuInstallation installation();

    /**
     * Creates a socket in the machine's folder, to which QEMU connects a console.
     *
     * @param name the console's name
     * @param chardev the id of QEMU's character device for it
     * @return the socket's path
     */
    Path listenForConsole(String name, String chardev);

    /** The socket of the guest agent's channel, in the machine's folder; QEMU listens on it. */
    Path agentSocket();

    /** Adds a resource that is closed after the machine has exited, the last one first. */
    void closeAtEnd(AutoCloseable resource);

    /**
     * Starts a program that the machine needs; it is stopped with the machine. Returns when it has created its socket.
     *
     * @param command the program's path and its arguments
     * @throws org.qmp4j.machine.error.MachineStartException if it cannot be started, or creates no socket; with its output
     */
    void startHelper(List<String> command, Path socket);

    /** Declares that the machine has a display. */
    void displayChosen();

    /** Declares that QEMU's default devices are wanted. */
    void defaultsWanted();

    /**
     * Declares that a part chooses the machine's accelerator; called once for a machine.
     *
     * @throws IllegalArgumentException if another part has chosen it already
     */
    void acceleratorChosen();
}
