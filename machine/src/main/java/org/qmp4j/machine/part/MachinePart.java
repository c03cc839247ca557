package org.qmp4j.machine.part;

/** A part of a machine, which adds its arguments. Parts are values, and can be used in several machines. */
@FunctionalInterface
public interface MachinePart {
    /**
     * Adds this part's arguments, and creates what they need. Called once for each machine before it is started, in the order in
     * which the parts were added.
     *
     * @throws org.qmp4j.client.error.QmpException if something that they need cannot be created
     */
    void addTo(Assembly machine);
}
