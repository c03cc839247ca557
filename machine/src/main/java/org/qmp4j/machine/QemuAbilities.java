package org.qmp4j.machine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.qmp4j.machine.error.MachineStartException;
import org.qmp4j.machine.error.ToolException;
import org.qmp4j.machine.host.KvmSupport;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.part.Accelerator;
import org.qmp4j.machine.part.MachineType;
import org.qmp4j.machine.process.Tool;
import org.qmp4j.qemu.command.QueryCpuDefinitionsCommand;
import org.qmp4j.qemu.command.QueryMachinesCommand;
import org.qmp4j.qemu.type.CpuDefinitionInfo;
import org.qmp4j.qemu.type.MachineInfo;

/**
 * What an emulator supports on this host. Determined by starting it, once for each emulator in a JVM.
 *
 * @param machineTypes the supported machine types
 * @param cpuModels the supported CPU models
 * @param accelerators the accelerators that it was built with, each with the result of a start
 */
public record QemuAbilities(
        List<MachineInfo> machineTypes, List<CpuDefinitionInfo> cpuModels, List<TriedAccelerator> accelerators) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ConcurrentHashMap<String, QemuAbilities> KNOWN = new ConcurrentHashMap<>();

    /** Copies the lists. */
    public QemuAbilities {
        machineTypes = List.copyOf(machineTypes);
        cpuModels = List.copyOf(cpuModels);
        accelerators = List.copyOf(accelerators);
    }

    /**
     * An accelerator that was tried.
     *
     * @param name as {@code -accel} takes it
     * @param reason why it cannot be used, from QEMU or from {@link KvmSupport}; empty if it can
     */
    public record TriedAccelerator(String name, String reason) {
        /** Whether a machine starts with it, and no reason is known why a guest would not run. */
        public boolean isUsable() {
            return reason.isEmpty();
        }
    }

    /**
     * The abilities of an installation. The first call starts the emulator several times.
     *
     * @throws org.qmp4j.client.error.QmpException if the emulator does not start
     */
    public static QemuAbilities of(QemuInstallation installation) {
        return KNOWN.computeIfAbsent(installation.emulator().toAbsolutePath().toString(), path -> ask(installation));
    }

    /** Whether a machine starts with that accelerator. */
    public boolean canUse(String accelerator) {
        return accelerators.stream().anyMatch(tried -> tried.name().equals(accelerator) && tried.isUsable());
    }

    private static QemuAbilities ask(QemuInstallation installation) {
        try (Machine vm = bare(installation, Accelerator.auto())) {
            List<TriedAccelerator> tried = new ArrayList<>();
            for (String name : builtIn(installation)) {
                tried.add(new TriedAccelerator(name, attempt(installation, name)));
            }
            return new QemuAbilities(
                    vm.client().execute(QueryMachinesCommand.of()),
                    vm.client().execute(QueryCpuDefinitionsCommand.of()),
                    tried);
        }
    }

    private static Machine bare(QemuInstallation installation, Accelerator accelerator) {
        return Machine.builder()
                .qemu(installation)
                .name("abilities")
                .with(MachineType.of("none"), accelerator)
                .start();
    }

    private static List<String> builtIn(QemuInstallation installation) {
        Tool.Result result = Tool.run(List.of(installation.emulator().toString(), "-accel", "help"), PATIENCE);
        if (result.exitCode() != 0) {
            throw new ToolException(
                    installation + " -accel help ended with code " + result.exitCode(), result.text(), null);
        }
        // A title, then a name on each line; warnings may be between.
        return result.output()
                .lines()
                .map(String::strip)
                .filter(line -> NAME.matcher(line).matches())
                .toList();
    }

    private static String attempt(QemuInstallation installation, String name) {
        try (Machine vm = bare(installation, new Accelerator(List.of(name)))) {
            if (!vm.isAlive()) {
                return "QEMU exited at once";
            }
            // QEMU also starts with a KVM that cannot run a guest.
            return name.equals("kvm") ? KvmSupport.obstacle().orElse("") : "";
        } catch (MachineStartException refused) {
            return refused.output().isEmpty() ? refused.getMessage() : refused.output();
        }
    }
}
