package org.qmp4j.it.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.qmp4j.client.process.ParentDeathPolicy;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.it.support.HoldingJvm;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.process.ChildProcess;

/** The program of a {@link HoldingJvm} that starts a machine, and then follows its arguments. */
final class HoldingMachine {
    private HoldingMachine() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("attached")) {
            Machine vm = Machine.attach(Path.of(arguments[1]));
            System.out.println(vm.pid() + " " + vm.folder());
        } else if (arguments[0].equals("watched")) {
            ChildProcess child = ChildProcess.start(
                    "sleep",
                    List.of("/bin/sleep", "300"),
                    ParentDeathPolicy.WATCHER,
                    Deadline.after(Duration.ofSeconds(30)));
            System.out.println(child.pid() + " /nowhere");
        } else {
            boolean isDetachable = arguments[0].startsWith("detach");
            Machine vm = (isDetachable ? TestMachines.bare().detachable() : TestMachines.bare()).start();
            if (arguments[0].equals("detached")) {
                vm.detach();
            }
            System.out.println(vm.pid() + " " + vm.folder());
        }
        // Until the test closes it.
        var unused = System.in.read();
        if (arguments[0].equals("exits")) {
            System.exit(0);
        }
    }
}
