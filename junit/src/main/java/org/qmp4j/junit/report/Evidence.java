package org.qmp4j.junit.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCallInterruptedException;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.observer.Redaction;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.machine.CommandLine;
import org.qmp4j.machine.Machine;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.RawCommand;

/** The state of one machine. A method that cannot find something out returns the reason. */
public final class Evidence {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final CallOptions PATIENTLY = CallOptions.timeout(PATIENCE);

    private final Machine machine;
    private final Transcript transcript;

    /** The state of this machine, and the transcript of its monitor. */
    public Evidence(Machine machine, Transcript transcript) {
        this.machine = machine;
        this.transcript = transcript;
    }

    /** The command line, state and output of QEMU. */
    public String qemu() {
        // If a process was killed, the connection breaks first.
        String state = machine.isAlive() && machine.client().isOpen() ? "runs" : exit();
        return withoutSecrets(machine.commandLine(), machine + ": " + state + "\n\n" + machine.output());
    }

    private String exit() {
        try {
            return machine.awaitExit(PATIENCE).toString();
        } catch (QmpInterruptedException | QmpCallInterruptedException interrupted) {
            throw interrupted;
        } catch (QmpException ending) {
            return "runs, without a connection to its monitor";
        }
    }

    /** A command line and further text, both without the secrets of its options. */
    public static String withoutSecrets(CommandLine command, String more) {
        return command + "\n\n" + command.maskIn(more);
    }

    /** The answers to {@code query-status}, {@code query-jobs} and {@code query-block}, without secrets, a line each. */
    public String state() {
        return answer("query-status") + answer("query-jobs") + answer("query-block");
    }

    private String answer(String command) {
        try {
            QmpClient client = machine.client();
            String json = client.execute(RawCommand.named(command), PATIENTLY).toString();
            return command + " " + Redaction.reply(command, JsonText.of(json)) + "\n";
        } catch (QmpInterruptedException | QmpCallInterruptedException interrupted) {
            throw interrupted;
        } catch (QmpException failed) {
            return command + ": " + failed.getMessage() + "\n";
        }
    }

    /** The messages of the monitor. */
    public String transcript() {
        transcript.awaitQuiet();
        return transcript.text();
    }

    /** The end of the output of the first console. */
    public String console() {
        return machine.console().text();
    }

    /**
     * Takes a picture of the screen.
     *
     * @return why there is no picture; empty if there is one
     */
    public String screenshot(Path file) {
        try {
            // QEMU may write into the machine's folder.
            Path taken = machine.folder().resolve("screen.png");
            Screenshot.take(machine.client(), taken, PATIENTLY);
            // Other users cannot enter that folder, but they may enter the destination.
            Files.setPosixFilePermissions(taken, PosixFilePermissions.fromString("rw-------"));
            Files.move(taken, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            return "";
        } catch (QmpInterruptedException | QmpCallInterruptedException interrupted) {
            throw interrupted;
        } catch (IOException | QmpException failed) {
            return String.valueOf(failed.getMessage());
        }
    }
}
