package org.qmp4j.client.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.process.ParentDeathPolicy;
import org.qmp4j.client.process.Starter;
import org.qmp4j.client.process.TiedProcess;
import org.qmp4j.client.spi.Connector;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.spi.Transport;
import org.qmp4j.client.thread.Threads;
import org.qmp4j.protocol.CommandLineSecrets;

/** A program that speaks on its standard input and output, and does not outlive this JVM. */
public record ProcessConnector(List<String> command) implements Connector {
    /** Checks the address. */
    public ProcessConnector {
        command = List.copyOf(command);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("no program to start");
        }
    }

    @Override
    public Transport open(Deadline deadline) {
        try {
            return ProcessTransport.over(start(ParentDeathPolicy.best(), deadline), toString());
        } catch (IOException failed) {
            throw new QmpConnectException("could not start '" + command.get(0) + "': " + failed.getMessage(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new QmpInterruptedException("interrupted while connecting to " + this, interrupted);
        }
    }

    private Starter.Child start(ParentDeathPolicy tie, Deadline deadline) throws IOException, InterruptedException {
        // What starts it would report its absence only by an exit code.
        requireProgram(command.get(0));
        List<String> line = new ArrayList<>(tie.prefix());
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line);
        return Starter.start(
                () -> TiedProcess.start(builder, tie, ProcessBuilder::start),
                deadline.remaining(),
                deadline.toString(),
                Threads::start);
    }

    private static void requireProgram(String name) throws IOException {
        // Without a PATH, as the shell has it.
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "/usr/local/bin:/usr/bin:/bin");
        Stream<String> folders = name.contains("/") ? Stream.of("") : Stream.of(path.split(":", -1));
        if (folders.map(folder -> Path.of(folder, name)).noneMatch(ProcessConnector::isProgram)) {
            throw new IOException("there is no such program" + (name.contains("/") ? "" : " on the PATH"));
        }
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    /** {@code exec:qemu-system-x86_64 -qmp stdio}, without the secrets of its options. */
    @Override
    public String toString() {
        return "exec:" + String.join(" ", CommandLineSecrets.of(command).arguments());
    }
}
