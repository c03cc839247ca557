package org.qmp4j.machine.part;

import java.util.List;
import org.qmp4j.machine.host.KvmSupport;

/**
 * What runs the guest's instructions. If no part of a machine chooses it, {@link #auto()} does.
 *
 * @param names for {@code -accel}, in the order in which QEMU tries them
 */
public record Accelerator(List<String> names) implements MachinePart {
    /** The system property that {@link #auto()} uses: {@code kvm} or {@code tcg}. */
    public static final String PROPERTY = "qmp4j.accelerator";

    /** QEMU's own emulation: works everywhere, and is slow. */
    public static final Accelerator TCG = new Accelerator(List.of("tcg"));

    /** Only KVM: the start fails if it cannot be used. */
    public static final Accelerator KVM = new Accelerator(List.of("kvm"));

    /** Copies the list. */
    public Accelerator {
        names = List.copyOf(names);
    }

    /**
     * The accelerator that the system property {@value #PROPERTY} names. Without that property: KVM if {@link KvmSupport}
     * knows no obstacle, else TCG.
     *
     * @throws IllegalArgumentException if the property is neither {@code kvm} nor {@code tcg}
     */
    public static Accelerator auto() {
        String chosen = System.getProperty(PROPERTY, "");
        if (!chosen.isEmpty()) {
            return named(chosen, "the system property " + PROPERTY);
        }
        // QEMU falls back to TCG by itself if KVM is in use by another hypervisor, for example.
        return KvmSupport.obstacle().isEmpty() ? new Accelerator(List.of("kvm", "tcg")) : TCG;
    }

    /**
     * {@link #KVM} or {@link #TCG} by its name.
     *
     * @param source where the name comes from, for the message: {@code the system property qmp4j.accelerator}
     * @throws IllegalArgumentException if it is neither {@code kvm} nor {@code tcg}
     */
    public static Accelerator named(String name, String source) {
        return switch (name) {
            case "kvm" -> KVM;
            case "tcg" -> TCG;
            default -> throw new IllegalArgumentException(source + " must be 'kvm' or 'tcg', not '" + name + "'");
        };
    }

    @Override
    public void addTo(Assembly machine) {
        machine.acceleratorChosen();
        names.forEach(name -> machine.arguments("-accel", name));
    }
}
