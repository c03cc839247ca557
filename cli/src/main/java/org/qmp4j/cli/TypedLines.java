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
import org.qmp4j.client.CallOptions;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.ShutdownPlan;

/** Runs the lines of standard input as commands, in a thread of its own, and ends the machine at their end. */
final class TypedLines {
    private final Environment environment;
    private final JsonStyle style;
    private final Machine vm;
    // Held from the moment a line is taken until its reply is printed.
    private final ReentrantLock speaking = new ReentrantLock();

    TypedLines(Environment environment, JsonStyle style, Machine vm) {
        this.environment = environment;
        this.style = style;
        this.vm = vm;
    }

    /** Begins to read. */
    void follow() {
        // A daemon: nothing ends a read of standard input.
        Thread thread = new Thread(this::run, "qmp-input");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits until the reply to the last line is printed; no line is taken any more. */
    void awaitReply() {
        speaking.lock();
    }

    private void run() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(environment.input(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(line.strip());
            }
        } catch (IOException | OutputClosedException nobodyThere) {
            // Then the machine is of no use to anybody either.
        } finally {
            // After an error as well: no line would ever end the machine.
            endMachine();
        }
    }

    private void endMachine() {
        try {
            vm.end(ShutdownPlan.quick());
        } catch (QmpException stuck) {
            environment.tell(stuck.getMessage());
        }
    }

    private void take(String line) {
        if (line.isEmpty()) {
            return;
        }
        speaking.lock();
        try {
            run(request(line), line.startsWith("{"));
        } catch (UsageException | QmpException failed) {
            environment.tell(String.valueOf(failed.getMessage()));
        } finally {
            speaking.unlock();
        }
    }

    private static Request request(String line) {
        if (line.startsWith("{")) {
            return RequestReader.readOnly(line);
        }
        List<String> words = List.of(line.split("\\s+", -1));
        return Request.of(words.get(0), false, words.subList(1, words.size()));
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
