package org.qmp4j.machine.part;

/** The devices that QEMU adds by default: a graphics card, a network card, a CD drive, serial and parallel ports. */
public record DefaultDevices() implements MachinePart {
    @Override
    public void addTo(Assembly machine) {
        machine.defaultsWanted();
    }
}
