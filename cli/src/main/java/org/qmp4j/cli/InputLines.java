package org.qmp4j.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.qmp4j.cli.json.JsonStyle;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.program.OutputClosedException;
import org.qmp4j.cli.program.UsageException;
import org.qmp4j.cli.request.RelayedCommand;
import org.qmp4j.cli.request.Request;
import org.qmp4j.cli.request.RequestReader;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.ShutdownPlan;

/** Runs the lines of standard input as commands, in a separate thread, and stops the machine at the end of the input. */
final class InputLines {
    private final Environment environment;
    private final JsonStyle style;
    private final Machine vm;
    // Held from the reading of a line until its reply is printed.
    private final ReentrantLock commandInProgress = new ReentrantLock();

    InputLines(Environment environment, JsonStyle style, Machine vm) {
        this.environment = environment;
        this.style = style;
        this.vm = vm;
    }

    /** Starts the thread. */
    void start() {
        // A daemon, because a read of standard input cannot be ended.
        Thread thread = new Thread(this::run, "qmp-input");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits until the reply to the current line is printed, and prevents that another line is run. */
    void awaitReply() {
        commandInProgress.lock();
    }

    private void run() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(environment.input(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(line.strip());
            }
        } catch (IOException | OutputClosedException closed) {
            // Without input or output the machine is useless.
        } finally {
            // Also after an error, because no further line could stop the machine.
            stopMachine();
        }
    }

    private void stopMachine() {
        try {
            vm.end(ShutdownPlan.quick());
        } catch (QmpException stuck) {
            environment.printMessage(stuck.getMessage());
        }
    }

    private void take(String line) {
        if (line.isEmpty()) {
            return;
        }
        commandInProgress.lock();
        try {
            run(request(line), line.startsWith("{"));
        } catch (UsageException | QmpException failed) {
            environment.printMessage(String.valueOf(failed.getMessage()));
        } finally {
            commandInProgress.unlock();
        }
    }

    private static Request request(String line) {
        if (line.startsWith("{")) {
            return RequestReader.readOnly(line);
        }
        List<String> parts = List.of(line.split("\\s+", -1));
        return Request.of(parts.get(0), false, parts.subList(1, parts.size()));
    }

    private void run(Request request, boolean wholeReply) {
        RelayedCommand command = new RelayedCommand(request, style, wholeReply);
        CallOptions options = CallOptions.DEFAULT;
        try {
            environment.println(vm.client().execute(command, request.outOfBand() ? options.withOutOfBand() : options));
        } catch (QmpCommandException rejected) {
            if (wholeReply) {
                environment.println(command.errorReply(rejected));
            }
            ErrorReport.rejected(environment, rejected);
        }
    }
}
