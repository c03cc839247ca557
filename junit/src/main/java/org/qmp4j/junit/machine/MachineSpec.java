package org.qmp4j.junit.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.qmp4j.junit.MachineDefinition;
import org.qmp4j.junit.QemuMachine;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.part.Cpus;
import org.qmp4j.machine.part.Disk;
import org.qmp4j.machine.part.Kernel;
import org.qmp4j.machine.part.MachinePart;
import org.qmp4j.machine.part.MachineType;
import org.qmp4j.machine.part.RawArguments;
import org.qmp4j.machine.part.SerialConsole;

/**
 * A {@link QemuMachine} annotation with its <code>${...}</code> filled in.
 *
 * @param machine the annotation
 * @param fill fills in a text
 */
public record MachineSpec(QemuMachine machine, UnaryOperator<String> fill) {
    /** The name of the machine. */
    public String name() {
        return machine.value();
    }

    /** The private networks that it has a card in. */
    List<String> networks() {
        return List.of(machine.networks());
    }

    /** The console output that shows that it is ready. */
    Optional<Pattern> ready() {
        return text(machine.ready()).map(Pattern::compile);
    }

    Duration readyWithin() {
        return Duration.ofSeconds(machine.readyWithinSeconds());
    }

    /** The patterns of a panic. */
    List<Pattern> panics() {
        return Stream.of(machine.panics()).map(fill).map(Pattern::compile).toList();
    }

    /** The parts that its definition adds; a new one for each start. */
    Optional<MachineDefinition> definition() {
        Class<? extends MachineDefinition> type = machine.definition();
        if (type == MachineDefinition.class) {
            return Optional.empty();
        }
        try {
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return Optional.of(constructor.newInstance());
        } catch (ReflectiveOperationException | RuntimeException failed) {
            throw new IllegalArgumentException(
                    "the definition of the machine '" + name() + "', " + type.getName()
                            + ", needs a constructor without parameters that works: " + failed,
                    failed);
        }
    }

    /** The parts that the annotation describes, followed by those of the definition. */
    List<MachinePart> parts(QemuInstallation qemu, Optional<MachineDefinition> definition) {
        List<MachinePart> parts = new ArrayList<>();
        parts.add(MachineType.of(fill.apply(machine.type())));
        parts.add(RawArguments.of("-m", fill.apply(machine.memory())));
        parts.add(Cpus.of(machine.cpus()));
        parts.add(SerialConsole.first());
        text(machine.kernel()).map(this::kernel).ifPresent(parts::add);
        text(machine.disk()).map(Path::of).map(MachineSpec::disk).ifPresent(parts::add);
        if (machine.screen()) {
            parts.add(RawArguments.of("-device", "VGA"));
        }
        parts.add(RawArguments.of(Stream.of(machine.arguments()).map(fill).toArray(String[]::new)));
        definition.ifPresent(more -> parts.addAll(more.parts(qemu)));
        return parts;
    }

    private Kernel kernel(String image) {
        Kernel kernel = Kernel.of(Path.of(image)).commandLine(fill.apply(machine.append()));
        return text(machine.initrd()).map(Path::of).map(kernel::initrd).orElse(kernel);
    }

    private static Disk disk(Path image) {
        return (image.toString().endsWith(".qcow2") ? Disk.qcow2(image) : Disk.raw(image)).withOverlay();
    }

    private Optional<String> text(String member) {
        return Optional.of(member).filter(text -> !text.isEmpty()).map(fill);
    }
}
