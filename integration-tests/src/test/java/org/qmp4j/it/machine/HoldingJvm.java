package org.qmp4j.it.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.Programs;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.process.ChildProcess;
import org.qmp4j.machine.process.Tie;

/** A JVM of its own that starts a machine, tells its process id and its folder, and does then as it was told. */
final class HoldingJvm implements AutoCloseable {
    private final Process process;
    private final String[] told;

    private HoldingJvm(Process process, String[] told) {
        this.process = process;
        this.told = told;
    }

    /** Starts it, and waits until its machine runs. */
    static HoldingJvm start(String what) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData"));
        command.add("-Dqmp4j.qemu.bin=" + Programs.qemu("qemu-system-x86_64").getParent());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), HoldingJvm.class.getName(), what));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new HoldingJvm(process, process.inputReader().readLine().split(" ", -1));
    }

    /** The process that it has started. */
    ProcessHandle child() {
        return ProcessHandle.of(Long.parseLong(told[0])).orElseThrow();
    }

    /** Its machine's folder. */
    Path folder() {
        return Path.of(told[1]);
    }

    /** Kills it as the kernel does when there is no memory left. */
    void kill() throws Exception {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Asks it to end, as a service manager does. */
    void terminate() throws Exception {
        process.toHandle().destroy();
        awaitEnd();
    }

    /** Lets its program come to its end. */
    void goOn() throws Exception {
        process.getOutputStream().close();
        awaitEnd();
    }

    private void awaitEnd() throws Exception {
        Await.until("the end of the JVM", () -> !process.isAlive());
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("watched")) {
            ChildProcess child = ChildProcess.start("sleep", List.of("/bin/sleep", "300"), Tie.WATCHER);
            System.out.println(child.pid() + " /nowhere");
        } else {
            boolean detaches = arguments[0].equals("detached");
            Machine vm = (detaches ? TestMachines.bare().detachable() : TestMachines.bare()).start();
            if (detaches) {
                vm.detach();
            }
            System.out.println(vm.pid() + " " + vm.folder());
        }
        // Until somebody closes it.
        var unused = System.in.read();
        if (arguments[0].equals("exits")) {
            System.exit(0);
        }
    }
}
