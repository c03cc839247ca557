package org.qmp4j.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.qmp4j.client.ConnectOptions;

/**
 * A program of QEMU's with a folder of its own, both gone after {@link #close()}. It comes from the folder in the system
 * property {@code qmp4j.qemu.bin}, or else from PATH.
 */
final class RealQemu implements AutoCloseable {
    /** Enough for a slow machine, and for the socket to appear. */
    static final ConnectOptions PATIENT = ConnectOptions.builder()
            .connectDeadline(Duration.ofSeconds(20))
            .waitForSocket(true)
            .build();

    private final Path folder;
    private final Process process;

    private RealQemu(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /** A machine without any hardware, stopped, that listens on {@link #address()}. */
    static RealQemu listening() {
        Path folder = newFolder();
        return start(folder, machine("-qmp", "unix:" + folder.resolve("vm.qmp") + ",server=on,wait=off"));
    }

    /** The same, but it dials in at {@link #address()}, again and again until somebody listens there. */
    static RealQemu diallingIn() {
        Path folder = newFolder();
        String again = major() < 10 ? "reconnect=1" : "reconnect-ms=300";
        return start(
                folder,
                machine(
                        "-chardev",
                        "socket,id=c,path=" + folder.resolve("vm.qmp") + ",server=off," + again,
                        "-mon",
                        "c,mode=control"));
    }

    /** A guest agent on this machine. It acts on this machine: only what reads may be sent to it. */
    static RealQemu guestAgent() {
        Path folder = newFolder();
        String path = folder.resolve("vm.qmp").toString();
        return start(
                folder,
                List.of(
                        program("qemu-ga"),
                        "-m",
                        "unix-listen",
                        "-p",
                        path,
                        "-t",
                        folder.toString(),
                        "-f",
                        folder + "/pid"));
    }

    /** The program's path in the folder under test, or its name for PATH. */
    static String program(String name) {
        String folder = System.getProperty("qmp4j.qemu.bin", "");
        if (!folder.isEmpty()) {
            return Path.of(folder, name).toString();
        }
        Path outsidePath = Path.of("/usr/sbin", name);
        return name.equals("qemu-ga") && Files.isExecutable(outsidePath) ? outsidePath.toString() : name;
    }

    private static int major() {
        try {
            Process version = new ProcessBuilder(program("qemu-system-x86_64"), "--version").start();
            try (var lines = version.inputReader()) {
                return Integer.parseInt(lines.readLine().replaceFirst("^\\D*(\\d+)\\..*", "$1"));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<String> machine(String... more) {
        List<String> command = new ArrayList<>(
                List.of(program("qemu-system-x86_64"), "-machine", "none", "-nodefaults", "-display", "none", "-S"));
        command.addAll(List.of(more));
        return command;
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("qmp4j-");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static RealQemu start(Path folder, List<String> command) {
        try {
            return new RealQemu(
                    folder,
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("log").toFile())
                            .start());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The socket's path. */
    String address() {
        return folder.resolve("vm.qmp").toString();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        deleteFolder();
    }

    private void deleteFolder() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
