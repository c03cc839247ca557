package org.qmp4j.machine.part;

import java.util.Objects;

/**
 * What kind of machine it is.
 *
 * @param value as {@code -machine} takes it: {@code q35}, {@code none}, {@code pc,vmport=off}
 */
public record MachineType(String value) implements MachinePart {
    /** Checks that there is one. */
    public MachineType {
        Objects.requireNonNull(value);
    }

    /** The kind of that name. */
    public static MachineType of(String value) {
        return new MachineType(value);
    }

    @Override
    public void addTo(Assembly machine) {
        if (value.contains("accel=")) {
            machine.acceleratorChosen();
        }
        machine.arguments("-machine", value);
    }
}
