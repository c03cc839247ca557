package org.qmp4j.it.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.qmp4j.machine.process.ChildProcess;
import org.qmp4j.machine.process.RunFolder;

/**
 * A process of QEMU's, in a private folder of its own, with a socket to talk to it. {@link #close()} ends the process and
 * removes the folder.
 *
 * <p>In arguments {@code {}} stands for the folder. Its path is short, because that of a unix socket must be.
 */
public final class RealQemu implements QemuUnderTest {
    private static final String FOLDER_PREFIX =
            "qmp4j-" + ProcessHandle.current().pid() + "-";

    private static final Duration STARTUP = Duration.ofSeconds(10);

    private final Path folder;
    private final ChildProcess process;

    private RealQemu(Path folder, ChildProcess process) {
        this.folder = folder;
        this.process = process;
    }

    /** A QEMU without a machine, and with a monitor at the socket {@code qmp} that has answered once. */
    public static RealQemu start(String... arguments) throws Exception {
        return answering(() -> startUnheard(withMonitor(arguments)));
    }

    /**
     * QEMU 7.2 greets, but never replies, if a client connects at a certain moment of its start. Such a QEMU is
     * started again, so nothing else may wait for it: a listener to which it connects would see that connection end.
     */
    private static RealQemu answering(Callable<RealQemu> program) throws Exception {
        for (int attempts = 0; attempts < 3; attempts++) {
            RealQemu qemu = program.call().listeningOn("qmp");
            if (qemu.answers()) {
                return qemu;
            }
            qemu.close();
        }
        throw new IllegalStateException("QEMU was started three times, and answered nothing");
    }

    private boolean answers() throws IOException {
        try (RawSocket first = RawSocket.connect(path("qmp"))) {
            first.send("{\"execute\":\"qmp_capabilities\",\"id\":0}\n");
            boolean greeted = first.messageWithin(STARTUP).isPresent();
            return greeted && first.messageWithin(STARTUP).isPresent();
        }
    }

    private static String[] withMonitor(String... arguments) {
        return Stream.concat(Stream.of("-qmp", "unix:{}/qmp,server=on,wait=off"), Stream.of(arguments))
                .toArray(String[]::new);
    }

    /** A QEMU without a machine, and with no more monitors than the arguments give it. */
    public static RealQemu startUnheard(String... arguments) throws Exception {
        return startIn(newFolder(), arguments);
    }

    /** As {@link #startUnheard}, in a folder that was made by {@link #newFolder()} and may hold files already. */
    public static RealQemu startIn(Path folder, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Programs.qemu("qemu-system-x86_64").toString());
        // A later -machine wins over this one.
        command.addAll(List.of("-machine", "none", "-nodefaults", "-display", "none"));
        command.addAll(List.of(arguments));
        return run(folder, command);
    }

    /** A qemu-storage-daemon with a monitor at the socket {@code qmp} that has answered once. */
    public static RealQemu startStorageDaemon() throws Exception {
        String program = Programs.qemu("qemu-storage-daemon").toString();
        String socket = "socket,id=c,path={}/qmp,server=on,wait=off";
        return answering(() -> run(newFolder(), List.of(program, "--chardev", socket, "--monitor", "chardev=c")));
    }

    /**
     * A guest agent that takes this machine for its guest: never send it anything that changes it. Its socket is {@code
     * qga}.
     */
    public static RealQemu startGuestAgent(Path folder) throws Exception {
        String program = Programs.qemu("qemu-ga").toString();
        return run(folder, List.of(program, "-m", "unix-listen", "-p", "{}/qga", "-t", "{}", "-f", "{}/pid"))
                .listeningOn("qga");
    }

    /** Any program, with its own folder. */
    public static RealQemu run(Path folder, List<String> command) throws IOException {
        List<String> placed = command.stream()
                .map(part -> part.replace("{}", folder.toString()))
                .toList();
        return new RealQemu(folder, ChildProcess.start(folder.getFileName().toString(), placed));
    }

    /** A private folder with a short path. */
    public static Path newFolder() throws IOException {
        return RunFolder.create().path();
    }

    /** The folders of this JVM that are still there. */
    static List<Path> leftFolders() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/tmp"))) {
            return all.filter(path -> path.getFileName().toString().startsWith(FOLDER_PREFIX))
                    .toList();
        }
    }

    private RealQemu listeningOn(String name) throws Exception {
        try {
            awaitSocket(name);
            return this;
        } catch (Exception | Error failed) {
            close();
            throw failed;
        }
    }

    /** Waits until the process listens on that socket. Does not connect, because that would be one more client. */
    public void awaitSocket(String name) throws Exception {
        String path = path(name).toString();
        Await.until("listening on " + path, () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException(
                        "the process ended with code " + process.exit().join() + ": " + output());
            }
            // The flag __SO_ACCEPTCON.
            // Names of other users' sockets may hold any byte.
            return Files.readAllLines(Path.of("/proc/net/unix"), StandardCharsets.ISO_8859_1).stream()
                    .anyMatch(line -> line.contains(" 00010000 ") && line.endsWith(" " + path));
        });
    }

    /** Everything that the process has printed. */
    public String output() {
        return process.output();
    }

    /** A file in the folder. */
    @Override
    public Path path(String name) {
        return folder.resolve(name);
    }

    @Override
    public Slow slow(String name) throws Exception {
        return Fifo.in(this, name);
    }

    /** The process. */
    public Process process() {
        return process.process();
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Sends a signal by its name, such as {@code STOP}. */
    public void signal(String name) throws Exception {
        Signals.send(name, pid());
    }

    /** Stops the process as a debugger would, and waits until the kernel says so. */
    public void stop() throws Exception {
        Signals.stop(pid());
    }

    @Override
    public void close() throws IOException {
        process.kill();
        process.exit().join();
        removeFolder(folder);
    }

    /** Removes a folder with all that is in it. */
    public static void removeFolder(Path folder) {
        RunFolder.remove(folder);
    }
}
