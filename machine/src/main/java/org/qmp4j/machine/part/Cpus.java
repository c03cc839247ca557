package org.qmp4j.machine.part;

import java.util.Optional;

/**
 * The guest's CPUs.
 *
 * @param count how many
 * @param model for {@code -cpu} ({@code max}, {@code host,-svm}); empty for the machine type's own
 */
public record Cpus(int count, Optional<String> model) implements MachinePart {
    /** Checks the number. */
    public Cpus {
        if (count <= 0) {
            throw new IllegalArgumentException("the number of CPUs must be positive: " + count);
        }
    }

    /** CPUs of the machine type's own model. */
    public static Cpus of(int count) {
        return new Cpus(count, Optional.empty());
    }

    /** These CPUs, of another model. */
    public Cpus model(String name) {
        return new Cpus(count, Optional.of(name));
    }

    @Override
    public void addTo(Assembly machine) {
        machine.arguments("-smp", String.valueOf(count));
        model.ifPresent(name -> machine.arguments("-cpu", name));
    }
}
