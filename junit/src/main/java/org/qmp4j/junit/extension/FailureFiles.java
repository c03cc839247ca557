package org.qmp4j.junit.extension;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.MediaType;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.junit.machine.TestMachine;
import org.qmp4j.junit.report.Evidence;
import org.qmp4j.junit.report.Transcript;
import org.qmp4j.machine.CommandLine;
import org.qmp4j.machine.error.MachineStartException;

/** Hands what can be seen of a failed test's machines to JUnit's reporter, as files. */
final class FailureFiles {
    private static final System.Logger LOG = System.getLogger(FailureFiles.class.getName());

    private final ExtensionContext context;
    private final Throwable failure;
    private @Nullable Path folder;

    FailureFiles(ExtensionContext context, Throwable failure) {
        this.context = context;
        this.failure = failure;
    }

    /**
     * Publishes {@code NAME-qemu.txt}, {@code NAME-state.txt}, {@code NAME-console.log}, {@code NAME-qmp.log} and {@code
     * NAME-screen.png}, or {@code NAME-no-screen.txt} with the reason.
     */
    void publish(TestMachine machine) {
        String name = machine.name();
        Evidence evidence = machine.evidence();
        publishText(name + "-qemu.txt", evidence.qemu());
        publishText(name + "-state.txt", evidence.state());
        publishText(name + "-console.log", evidence.console());
        publishScreen(name, evidence);
        publishText(name + "-qmp.log", evidence.transcript());
    }

    /** Publishes, in {@code start.txt}, how a QEMU was started that did not come up. */
    void publishStart() {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MachineStartException start) {
                CommandLine command = CommandLine.of(start.commandLine());
                publishText("start.txt", Evidence.withoutSecrets(command, start.words()) + "\n");
                return;
            }
        }
    }

    private void publishScreen(String name, Evidence evidence) {
        try {
            Path picture = Files.createTempFile("qmp4j-screen", ".png");
            try {
                String reason = evidence.screenshot(picture);
                if (reason.isEmpty()) {
                    publish(name + "-screen.png", MediaType.IMAGE_PNG, file -> Files.copy(picture, file));
                } else {
                    publishText(name + "-no-screen.txt", reason + "\n");
                }
            } finally {
                Files.deleteIfExists(picture);
            }
        } catch (java.io.IOException failed) {
            failure.addSuppressed(failed);
        }
    }

    /** Publishes the transcript of a client whose QEMU is a fake. */
    void publishTranscript(String name, Transcript transcript) {
        publishText(name + "-qmp.log", transcript.text());
    }

    /** Keeps a machine, and says how to reach it, also in {@code NAME-kept.txt}. */
    void keep(TestMachine machine) {
        try {
            String how = machine.keep();
            LOG.log(System.Logger.Level.WARNING, how);
            publishText(machine.name() + "-kept.txt", how);
        } catch (QmpException failed) {
            failure.addSuppressed(failed);
        }
    }

    private void publishText(String name, String text) {
        publish(name, MediaType.TEXT_PLAIN_UTF_8, file -> Files.writeString(file, text));
    }

    /** A failure here must not hide why the test failed. */
    private void publish(String name, MediaType type, ThrowingConsumer<Path> writer) {
        try {
            context.publishFile(name, type, file -> {
                writer.accept(file);
                folder = file.getParent();
            });
        } catch (RuntimeException failed) {
            failure.addSuppressed(failed);
        }
    }

    /** Tells people where the files are: what shows JUnit's results often does not. */
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
