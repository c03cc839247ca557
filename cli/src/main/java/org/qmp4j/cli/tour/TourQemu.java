package org.qmp4j.cli.tour;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.qmp4j.cli.program.CleanUp;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.transport.Deadline;
import org.qmp4j.protocol.Outcome;

/** A QEMU of our own in a folder of its own, both of which are gone after {@link #close()} and after a signal. */
final class TourQemu implements TourHost {
    private static final long SECONDS_TO_DIE = 10;
    private static final long POLL_MILLIS = 10;
    // In a session of its own, Ctrl-C on the terminal reaches this program alone, which then ends QEMU in order.
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final Path program;
    private final TourFolder folder = TourFolder.make();
    private final CleanUp cleanUp;
    // Orders the start against the cleaning up, which may come at any time.
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Process process;
    private boolean closed;

    /** Makes the folder; {@link #start} starts QEMU. */
    TourQemu(Path program) {
        this.program = program;
        this.cleanUp = CleanUp.by(this::endAndRemove);
    }

    @Override
    public Path socket() {
        return folder.path().resolve("qmp");
    }

    private Path errorFile() {
        return folder.path().resolve("stderr");
    }

    @Override
    public void introduce(Narrator narrator) {
        narrator.say("A QEMU of our own, without a machine in it: enough to talk to, and there in a moment.");
        narrator.typed(String.join(" ", commandLine()) + " &");
    }

    /** What is started, as a person would type it. */
    private List<String> commandLine() {
        return List.of(
                program.getFileName().toString(),
                "-machine",
                "none",
                "-nodefaults",
                "-display",
                "none",
                "-S",
                "-qmp",
                "unix:" + socket() + ",server=on,wait=off");
    }

    /**
     * Starts QEMU and waits until its socket is there.
     *
     * @throws QmpConnectException if it does not come so far, with what QEMU said
     */
    @Override
    public void start(Deadline deadline) {
        Process started = launch();
        while (!Files.exists(socket())) {
            if (waitFor(started, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new QmpConnectException(
                        program + " ended with code " + started.exitValue() + " before its monitor was there: "
                                + lastWords(),
                        null);
            }
            if (deadline.hasPassed()) {
                throw new QmpConnectException(program + " has opened no monitor within " + deadline, null);
            }
        }
    }

    private Process launch() {
        List<String> command = new ArrayList<>(commandLine());
        command.set(0, program.toString());
        if (Files.isExecutable(SETSID)) {
            command.add(0, SETSID.toString());
        }
        lock.lock();
        try {
            if (closed) {
                throw new QmpConnectException("ended before QEMU was started", null);
            }
            process = new ProcessBuilder(command)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(errorFile().toFile())
                    .start();
            return process;
        } catch (IOException failed) {
            throw new QmpConnectException("could not start " + program + ": " + failed.getMessage(), failed);
        } finally {
            lock.unlock();
        }
    }

    /** What QEMU has written to its standard error. */
    private String lastWords() {
        try {
            String words = Files.readString(errorFile()).strip();
            return words.isEmpty() ? "(it said nothing)" : words;
        } catch (IOException unreadable) {
            return "(what it said cannot be read: " + unreadable.getMessage() + ")";
        }
    }

    @Override
    public String awaitEnd() {
        Process started = process;
        if (started == null) {
            throw new IllegalStateException("QEMU was not started");
        }
        if (!waitFor(started, SECONDS_TO_DIE, TimeUnit.SECONDS)) {
            throw new QmpConnectException("QEMU has not ended within " + SECONDS_TO_DIE + " s of 'quit'", null);
        }
        return "QEMU has ended, with exit code " + started.exitValue() + ".";
    }

    private static boolean waitFor(Process process, long count, TimeUnit unit) {
        try {
            return process.waitFor(count, unit);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new QmpInterruptedException("interrupted while waiting for QEMU", Outcome.NOT_SENT, interrupted);
        }
    }

    private void endAndRemove() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        Process started = process;
        if (started != null && started.isAlive()) {
            // There is no machine in it that could lose anything.
            started.descendants().forEach(ProcessHandle::destroyForcibly);
            started.destroyForcibly();
            waitFor(started, SECONDS_TO_DIE, TimeUnit.SECONDS);
        }
        folder.remove();
    }

    @Override
    public void close() {
        cleanUp.close();
    }
}
