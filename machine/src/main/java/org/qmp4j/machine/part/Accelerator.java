package org.qmp4j.machine.part;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What runs the guest's instructions.
 *
 * @param names as {@code -accel} takes them, in the order in which QEMU tries them
 */
public record Accelerator(List<String> names) implements MachinePart {
    /** QEMU's own emulation: everywhere, and slow. */
    public static final Accelerator TCG = new Accelerator(List.of("tcg"));

    /** KVM, or nothing: the start fails where it cannot be used. */
    public static final Accelerator KVM = new Accelerator(List.of("kvm"));

    private static final Path KVM_DEVICE = Path.of("/dev/kvm");

    /** Copies them. */
    public Accelerator {
        names = List.copyOf(names);
    }

    /** KVM where this user may use it and it works, else TCG. */
    public static Accelerator auto() {
        // QEMU itself falls back where the device is there and of no use.
        return Files.isReadable(KVM_DEVICE) && Files.isWritable(KVM_DEVICE)
                ? new Accelerator(List.of("kvm", "tcg"))
                : TCG;
    }

    @Override
    public void addTo(Assembly machine) {
        machine.acceleratorChosen();
        names.forEach(name -> machine.arguments("-accel", name));
    }
}
