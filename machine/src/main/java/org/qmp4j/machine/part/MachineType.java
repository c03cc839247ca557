package org.qmp4j.machine.part;

import java.util.Objects;

/**
 * The machine type.
 *
 * @param value for {@code -machine}: {@code q35}, {@code none}, {@code pc,vmport=off}
 */
public record MachineType(String value) implements MachinePart {
    /** Checks that it is not null. */
    public MachineType {
        Objects.requireNonNull(value);
    }

    /** A machine type. */
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
