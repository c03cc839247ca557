package org.qmp4j.machine.part;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.qmp4j.protocol.CommandLineSecrets;

/**
 * A Linux kernel that QEMU loads itself, without a boot loader.
 *
 * @param image the kernel
 * @param initrd the initial RAM disk
 * @param commandLine its parameters
 */
public record Kernel(Path image, Optional<Path> initrd, String commandLine) implements MachinePart {
    /** Checks that nothing is null. */
    public Kernel {
        Objects.requireNonNull(image);
        Objects.requireNonNull(commandLine);
    }

    /** A kernel without an initial RAM disk and parameters. */
    public static Kernel of(Path image) {
        return new Kernel(image, Optional.empty(), "");
    }

    /** This kernel with an initial RAM disk. */
    public Kernel initrd(Path file) {
        return new Kernel(image, Optional.of(file), commandLine);
    }

    /** This kernel with parameters: {@code console=ttyS0 quiet}. */
    public Kernel commandLine(String arguments) {
        return new Kernel(image, initrd, arguments);
    }

    /** The kernel, without the values of parameters that are named like a secret ({@link CommandLineSecrets}). */
    @Override
    public String toString() {
        String shown = CommandLineSecrets.of(List.of("-append", commandLine))
                .arguments()
                .get(1);
        return "Kernel[image=" + image + ", initrd=" + initrd + ", commandLine=" + shown + "]";
    }

    @Override
    public void addTo(Assembly machine) {
        machine.arguments("-kernel", image.toString());
        initrd.ifPresent(file -> machine.arguments("-initrd", file.toString()));
        if (!commandLine.isEmpty()) {
            machine.arguments("-append", commandLine);
        }
    }
}
