package org.qmp4j.junit;

import java.util.List;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.part.MachinePart;

/**
 * Parts of a machine that an annotation cannot hold; named by {@link QemuMachine#definition()}. It needs a constructor
 * without parameters. An instance serves one start of a machine.
 */
public interface MachineDefinition {
    /**
     * The parts, which come behind those that the annotation describes. To skip the tests, because the host lacks something,
     * throw {@code org.opentest4j.TestAbortedException}, as an assumption does.
     *
     * @param qemu what the machine is started with, for what depends on the version
     */
    List<MachinePart> parts(QemuInstallation qemu);

    /**
     * Brings the machine to where the tests begin. It is ready already, and its state is saved behind this.
     *
     * @throws Exception if that fails; so do the tests then
     */
    default void prepare(Machine machine) throws Exception {}
}
