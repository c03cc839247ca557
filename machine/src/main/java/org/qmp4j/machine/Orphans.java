package org.qmp4j.machine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.qmp4j.machine.process.StaleFiles;

/**
 * Machines of JVMs that were killed. The kernel ends their QEMUs; their folders stay, and are removed when a JVM starts its
 * first machine.
 */
public final class Orphans {
    private Orphans() {}

    /**
     * Removes them now. Leaves alone what belongs to a JVM that runs, what was {@linkplain Machine#detach() detached} and
     * runs, what is another user's or another container's, and a process that merely bears the number of one that was
     * written down.
     *
     * @return the folders that were removed, each with the ids of the processes that ran in it still and were ended
     */
    public static Map<Path, List<Long>> remove() {
        return StaleFiles.remove();
    }
}
