package org.qmp4j.it.support;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A separate JVM whose program starts a process, prints its id and its folder in a line, and waits until {@link #goOn} or
 * a signal.
 */
public final class HoldingJvm implements AutoCloseable {
    private final Process process;
    private final String[] started;

    private HoldingJvm(Process process, String[] started) {
        this.process = process;
        this.started = started;
    }

    /** Starts it, and waits until its process runs. */
    public static HoldingJvm start(Class<?> program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData"));
        command.add("-Dqmp4j.qemu.bin=" + Programs.qemu("qemu-system-x86_64").getParent());
        command.add("-Dqmp4j.accelerator=" + System.getProperty("qmp4j.accelerator", ""));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new HoldingJvm(process, process.inputReader().readLine().split(" ", -1));
    }

    /** The process that it has started. */
    public ProcessHandle child() {
        return ProcessHandle.of(Long.parseLong(started[0])).orElseThrow();
    }

    /** The folder of that process. */
    public Path folder() {
        return Path.of(started[1]);
    }

    /** Kills it as the kernel does when there is no memory left. */
    public void kill() throws Exception {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Asks it to end, as a service manager does. */
    public void terminate() throws Exception {
        process.toHandle().destroy();
        awaitEnd();
    }

    /** Lets its program end, and returns its exit code. */
    public int goOn() throws Exception {
        process.getOutputStream().close();
        awaitEnd();
        return process.exitValue();
    }

    private void awaitEnd() throws Exception {
        Await.until("the end of the JVM", () -> !process.isAlive());
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
