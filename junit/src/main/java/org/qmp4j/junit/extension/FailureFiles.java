package org.qmp4j.junit.extension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.junit.machine.TestMachine;
import org.qmp4j.junit.report.Evidence;
import org.qmp4j.junit.report.Transcript;
import org.qmp4j.machine.CommandLine;
import org.qmp4j.machine.error.MachineStartException;

/**
 * The state of a failed test's machines, as files in a folder that is named after the QEMU of the test: {@code QEMU-10.0.13}. JUnit's
 * reporter gets the folder.
 */
final class FailureFiles {
    private static final System.Logger LOG = System.getLogger(FailureFiles.class.getName());

    private final ExtensionContext context;
    private final Throwable failure;
    private final String folderName;
    private final Map<String, ThrowingConsumer<Path>> writers = new LinkedHashMap<>();
    private @Nullable Path folder;

    FailureFiles(ExtensionContext context, Throwable failure, Choice choice) {
        this.context = context;
        this.failure = failure;
        this.folderName = choice.label().replaceAll("[^A-Za-z0-9._-]+", "-");
    }

    /**
     * Adds {@code NAME-qemu.txt}, {@code NAME-state.txt}, {@code NAME-console.log}, {@code NAME-qmp.log} and {@code
     * NAME-screen.png}, or {@code NAME-no-screen.txt} with the reason.
     */
    void add(TestMachine machine) {
        String name = machine.name();
        Evidence evidence = machine.evidence();
        addText(name + "-qemu.txt", evidence::qemu);
        addText(name + "-state.txt", evidence::state);
        addText(name + "-console.log", evidence::console);
        writers.put(name + "-screen.png", file -> writeScreen(file, name, evidence));
        addText(name + "-qmp.log", evidence::transcript);
    }

    /** Adds {@code start.txt} with the command line and the output of a QEMU that did not start. */
    void addStart() {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MachineStartException start) {
                CommandLine command = CommandLine.of(start.commandLine());
                addText("start.txt", () -> Evidence.withoutSecrets(command, start.output()) + "\n");
                return;
            }
        }
    }

    private static void writeScreen(Path file, String name, Evidence evidence) throws IOException {
        // Absolute: QEMU writes it, from a folder of its own.
        String reason = evidence.screenshot(file.toAbsolutePath());
        if (!reason.isEmpty()) {
            Files.deleteIfExists(file);
            write(file.resolveSibling(name + "-no-screen.txt"), reason + "\n");
        }
    }

    /** Adds the transcript of a client whose QEMU is a fake. */
    void addTranscript(String name, Transcript transcript) {
        addText(name + "-qmp.log", transcript::text);
    }

    /** Keeps a machine running, and writes how to reach it to {@code NAME-kept.txt} as well. */
    void keep(TestMachine machine) {
        try {
            String how = machine.keep();
            LOG.log(System.Logger.Level.WARNING, how);
            addText(machine.name() + "-kept.txt", () -> how);
        } catch (QmpException failed) {
            failure.addSuppressed(failed);
        }
    }

    private void addText(String name, Supplier<String> text) {
        writers.put(name, file -> write(file, text.get()));
    }

    /** Guests and command lines may have unknown secrets, so no other user may ever read the file. */
    private static void write(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    /** Writes what was added since the last time. A failure here does not hide why the test failed. */
    void publish() {
        if (writers.isEmpty()) {
            return;
        }
        try {
            context.publishDirectory(folderName, this::writeAll);
        } catch (RuntimeException failed) {
            failure.addSuppressed(failed);
        }
        writers.clear();
    }

    private void writeAll(Path directory) {
        folder = directory;
        writers.forEach((name, writer) -> {
            try {
                writer.accept(directory.resolve(name));
            } catch (Throwable failed) {
                failure.addSuppressed(failed);
            }
        });
    }

    /** Prints where the files are, because many viewers of JUnit's results do not show it. */
    void tellWhere() {
        if (folder != null) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} failed; what its machines did is in {1}",
                    context.getDisplayName(),
                    folder.toAbsolutePath());
        }
    }
}
