package org.qmp4j.junit.machine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;
import org.qmp4j.client.error.QmpCallInterruptedException;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.junit.MachineDefinition;
import org.qmp4j.junit.StartFrom;
import org.qmp4j.junit.report.Transcript;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.MachineBuilder;
import org.qmp4j.machine.error.MachineException;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.part.Accelerator;
import org.qmp4j.machine.part.MachinePart;
import org.qmp4j.machine.part.PrivateNetwork;

/** The machines of one test. Used by one test at a time. */
public final class MachineGroup implements AutoCloseable {
    private final QemuInstallation qemu;
    private final List<MachineSpec> specs;
    private final Settings settings;
    private final List<TestMachine> machines = new ArrayList<>();
    private boolean isReady;
    private @Nullable Throwable failedBoot;

    /**
     * How the machines are run.
     *
     * @param accelerator the accelerator that the tests choose; empty for the default
     * @param defaultAccelerator the accelerator if they choose none
     * @param keepable whether {@link TestMachine#keep()} must be possible
     */
    public record Settings(
            StartFrom startFrom,
            Optional<Accelerator> accelerator,
            DefaultAccelerator defaultAccelerator,
            boolean keepable) {}

    /** A group whose machines are not started yet. */
    public MachineGroup(QemuInstallation qemu, List<MachineSpec> specs, Settings settings) {
        this.qemu = qemu;
        this.specs = List.copyOf(specs);
        this.settings = settings;
    }

    /**
     * Prepares all machines for a test: restores their saved state, boots them, or does nothing.
     *
     * <p>After a failed boot all further calls fail at once, because another boot would take as long.
     *
     * @throws QmpException if a machine cannot be prepared; those that were started can be inspected then
     */
    public void begin(String test) {
        if (!isReady || !goBack()) {
            boot();
        }
        machines.forEach(machine -> machine.begin(test));
        if (savesState() && !machines.stream().allMatch(TestMachine::resume)) {
            boot();
            machines.forEach(machine -> machine.begin(test));
        }
    }

    private boolean savesState() {
        return settings.startFrom() == StartFrom.SAVED_STATE;
    }

    private boolean goBack() {
        return switch (settings.startFrom()) {
            case SAVED_STATE ->
                machines.stream().allMatch(TestMachine::pause)
                        && machines.stream().allMatch(TestMachine::restore);
            case LAST_TEST ->
                machines.stream().allMatch(machine -> machine.machine().isAlive());
            case BOOT -> false;
        };
    }

    private void boot() {
        close();
        if (failedBoot != null) {
            throw new MachineException(
                    "the machines of these tests did not become ready for an earlier test, and are not booted again: "
                            + failedBoot.getMessage(),
                    failedBoot);
        }
        try {
            bootWithDefault();
            machines.forEach(machine -> machine.prepare(savesState()));
            isReady = true;
        } catch (QmpInterruptedException
                | QmpCallInterruptedException
                | TestAbortedException saysNothingOfTheMachines) {
            throw saysNothingOfTheMachines;
        } catch (RuntimeException | Error failed) {
            failedBoot = failed;
            throw failed;
        }
    }

    /** Boots with the default accelerator, and if a guest gives no sign of life, once more under TCG. */
    private void bootWithDefault() {
        DefaultAccelerator accelerators = settings.defaultAccelerator();
        Accelerator accelerator = accelerators.next();
        try {
            bootWith(accelerator);
        } catch (QmpException failed) {
            if (settings.accelerator().isPresent() || !accelerators.isSuspect(accelerator, failed)) {
                throw failed;
            }
            bootUnderTcg(failed);
            accelerators.isUseless(failed);
            return;
        }
        boolean saidIt = specs.stream().anyMatch(spec -> spec.ready().isPresent());
        if (settings.accelerator().isEmpty() && saidIt) {
            accelerators.worked(accelerator);
        }
    }

    private void bootUnderTcg(QmpException underKvm) {
        try {
            close();
            bootWith(Accelerator.TCG);
        } catch (RuntimeException | Error failed) {
            failed.addSuppressed(underKvm);
            throw failed;
        }
    }

    private void bootWith(Accelerator defaultAccelerator) {
        Map<String, MachinePart> networks = new HashMap<>();
        // All boot at the same time.
        specs.forEach(spec -> start(spec, networks, defaultAccelerator));
        machines.forEach(TestMachine::awaitReady);
    }

    private void start(MachineSpec spec, Map<String, MachinePart> networks, Accelerator defaultAccelerator) {
        Optional<MachineDefinition> definition = spec.definition();
        Transcript transcript = new Transcript();
        List<MachinePart> parts = new ArrayList<>(spec.parts(qemu, definition));
        settings.accelerator().ifPresent(parts::add);
        spec.networks().forEach(name -> parts.add(networks.computeIfAbsent(name, absent -> PrivateNetwork.create())));
        MachineBuilder builder = Machine.builder()
                .name(spec.name())
                .qemu(qemu)
                .defaultAccelerator(defaultAccelerator)
                .with(parts.toArray(MachinePart[]::new))
                .connect(
                        ConnectOptions.builder().observer(transcript.observer()).build());
        Machine machine = (settings.keepable() ? builder.detachable() : builder).start();
        try {
            machines.add(new TestMachine(spec, definition, machine, transcript));
        } catch (RuntimeException | Error failed) {
            // An invalid pattern, for example: no other code knows of the machine.
            machine.close();
            throw failed;
        }
    }

    /** The machines that have been started. */
    public List<TestMachine> machines() {
        return List.copyOf(machines);
    }

    /**
     * A machine by its name.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public TestMachine machine(String name) {
        return machines.stream()
                .filter(machine -> machine.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no machine '" + name + "' but: "
                        + specs.stream().map(MachineSpec::name).toList()));
    }

    /** Stops all machines; a later test boots them again. */
    @Override
    public void close() {
        isReady = false;
        List<Runnable> closes =
                machines.stream().<Runnable>map(machine -> machine::close).toList();
        machines.clear();
        CloseAll.of(closes);
    }
}
