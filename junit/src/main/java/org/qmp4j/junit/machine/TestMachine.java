package org.qmp4j.junit.machine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.error.QmpCallInterruptedException;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.junit.MachineDefinition;
import org.qmp4j.junit.report.Evidence;
import org.qmp4j.junit.report.PanicWatch;
import org.qmp4j.junit.report.Transcript;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.error.MachineException;
import org.qmp4j.qemu.command.ContCommand;
import org.qmp4j.qemu.command.QueryStatusCommand;
import org.qmp4j.qemu.command.StopCommand;

/** A machine that was started for tests. Used by one test at a time. */
public final class TestMachine {
    private static final System.Logger LOG = System.getLogger(TestMachine.class.getName());

    private final MachineSpec spec;
    private final Optional<MachineDefinition> definition;
    private final Machine machine;
    private final Transcript transcript;
    private final PanicWatch panics;
    private @Nullable SavedState saved;
    private boolean ranWhenSaved = true;
    private @Nullable DeviceInventory belongings;

    TestMachine(MachineSpec spec, Optional<MachineDefinition> definition, Machine machine, Transcript transcript) {
        this.spec = spec;
        this.definition = definition;
        this.machine = machine;
        this.transcript = transcript;
        this.panics = new PanicWatch(machine.console(), spec.panics());
    }

    /** Its name. */
    public String name() {
        return spec.name();
    }

    /** The machine itself. */
    public Machine machine() {
        return machine;
    }

    /** Its state, for failure files. */
    public Evidence evidence() {
        return new Evidence(machine, transcript);
    }

    /** The panic on its console since the test began; empty if there is none. */
    public List<String> panicLines() {
        return panics.lines();
    }

    /** Waits until it is ready. */
    void awaitReady() {
        machine.console().failOn(spec.panics().toArray(Pattern[]::new));
        spec.ready().ifPresent(ready -> machine.console().expect(ready, spec.readyWithin()));
    }

    /** Prepares a machine that is ready for the first test. */
    void prepare(boolean saves) {
        definition.ifPresent(this::prepare);
        if (saves) {
            ranWhenSaved = machine.client().execute(QueryStatusCommand.of()).running();
            saved = SavedState.of(machine);
            belongings = DeviceInventory.of(machine.client());
        }
    }

    private void prepare(MachineDefinition more) {
        try {
            more.prepare(machine);
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new MachineException(
                    "the machine '" + name() + "' could not be prepared by " + more.getClass() + ": " + failed, failed);
        }
    }

    /** Stops it, so that nothing it does reaches another machine that has been reset already. */
    boolean pause() {
        return machine.isAlive() && attempt(() -> machine.client().execute(StopCommand.of()));
    }

    /**
     * Restores the saved state.
     *
     * @return false if the machine must be booted again
     */
    boolean restore() {
        return attempt(() -> {
            if (saved == null || belongings == null) {
                throw new MachineException("no state was saved", null);
            }
            Set<String> left = belongings.difference(DeviceInventory.of(machine.client()));
            if (!left.isEmpty()) {
                throw new MachineException("a test has changed its devices or block nodes: " + left, null);
            }
            saved.load();
        });
    }

    /** Resumes it, if it ran when its state was saved. */
    boolean resume() {
        return !ranWhenSaved || attempt(() -> machine.client().execute(ContCommand.of()));
    }

    private boolean attempt(Runnable step) {
        try {
            step.run();
            return true;
        } catch (QmpInterruptedException | QmpCallInterruptedException interrupted) {
            throw interrupted;
        } catch (QmpException failed) {
            LOG.log(System.Logger.Level.INFO, "the machine ''{0}'' is booted again: {1}", name(), failed.getMessage());
            return false;
        }
    }

    /**
     * Notes which test begins, and skips the earlier console output. A machine that was paused and has answered several commands since
     * has no output in transit any more, because one thread reads the console and the monitor.
     */
    void begin(String test) {
        transcript.add("-- " + test);
        machine.console().skipOutput();
        panics.skipOutput();
    }

    /**
     * Keeps it running after the tests.
     *
     * @return how to reach it
     * @throws QmpException if it cannot be kept
     */
    public String keep() {
        return KeepForInspection.keep(machine);
    }

    /** Stops it, unless it is kept. */
    void close() {
        machine.close();
    }
}
