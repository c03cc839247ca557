package org.qmp4j.machine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.qmp4j.machine.process.StaleFiles;

/**
 * Machines of killed JVMs. The kernel kills their QEMUs; their folders stay, and are deleted when a JVM starts its first machine.
 */
public final class Orphans {
    private Orphans() {}

    /**
     * Removes them now. Does not touch machines of running JVMs, of other users and of other containers, {@linkplain Machine#detach()
     * detached} machines that are running, and a process that only has the pid of a former QEMU.
     *
     * @return the deleted folders, each with the ids of the processes that were still running in it and were killed
     */
    public static Map<Path, List<Long>> remove() {
        return StaleFiles.remove();
    }
}
