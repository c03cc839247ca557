package org.qmp4j.machine.part;

/** A part of a machine: it knows its arguments. Parts are values, and may be used in several machines. */
@FunctionalInterface
public interface MachinePart {
    /**
     * Adds this part's arguments, and makes what they need. Called when the machine is about to be started, once for each
     * machine, in the order in which its parts were named.
     *
     * @throws org.qmp4j.client.error.QmpException if what they need cannot be had
     */
    void addTo(Assembly machine);
}
