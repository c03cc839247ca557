package org.qmp4j.junit;

import java.util.List;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.part.MachinePart;

/**
 * Parts of a machine that an annotation cannot describe; see {@link QemuMachine#definition()}. The class needs a constructor
 * without parameters. Each start of a machine has its own instance.
 */
public interface MachineDefinition {
    /**
     * The parts, which are added after those of the annotation. To skip the tests, because the host lacks something, throw {@code org.opentest4j.TestAbortedException}, as an assumption does.
     *
     * @param qemu the QEMU that is started, for parts that depend on the version
     */
    List<MachinePart> parts(QemuInstallation qemu);

    /**
     * Prepares a machine that is ready for its tests. Its state is saved after this.
     *
     * @throws Exception if that fails; the tests fail then, too
     */
    default void prepare(Machine machine) throws Exception {}
}
