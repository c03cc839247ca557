package org.qmp4j.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.qmp4j.cli.json.JsonStyle;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.program.ExitCode;
import org.qmp4j.cli.program.UsageException;
import org.qmp4j.cli.request.RelayedCommand;
import org.qmp4j.cli.request.Request;
import org.qmp4j.cli.request.RequestReader;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code qmp exec}: runs a command and prints its return value. */
@Command(
        name = "exec",
        header = "Runs a command and prints its return value.",
        description = {
            "",
            "COMMAND is the name of a QMP command, or - to read whole messages from standard input and to print a line"
                    + " for each reply.",
            "KEY=VALUE is an argument. A dot separates the levels of an object: a.b=c is {\"a\":{\"b\":\"c\"}}. A value that is"
                    + " valid JSON is used as JSON, any other value as a string. Quote a string that looks like JSON:"
                    + " id='\"1\"'.",
            "Other users of this host can see the arguments of a command line: send secrets through standard input."
        },
        footer = {
            "",
            "Examples:",
            "  qmp exec unix:/tmp/vm.qmp query-status",
            "  qmp exec unix:/tmp/vm.qmp blockdev-add driver=null-co node-name=disk0 size=1048576",
            "  echo '{\"execute\":\"query-name\",\"id\":1}' | qmp exec unix:/tmp/vm.qmp -"
        })
final class ExecCommand implements Callable<Integer> {
    private final Environment environment;
    private final SessionSource source;

    @Mixin
    private final OutputOptions outputOptions;

    @Parameters(arity = "0..*", hidden = true)
    private List<String> parameters = new ArrayList<>();

    @Option(names = "--json", paramLabel = "MESSAGE", description = "Sends this message instead of COMMAND.")
    private @Nullable String json;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "How long to wait for the reply: 500ms, 5s, 2m, 1h (default: 5s, longer for commands that are"
                    + " known to take longer).")
    private @Nullable Duration timeout;

    @Option(names = "--oob", description = "Runs the command out of band, even while another one runs.")
    private boolean outOfBand;

    @Option(names = "--full", description = "Prints the whole reply, with \"return\" or \"error\".")
    private boolean full;

    ExecCommand(Environment environment, SessionSource source) {
        this.environment = environment;
        this.source = source;
        this.outputOptions = new OutputOptions(environment);
    }

    @Override
    public Integer call() {
        List<String> rest = source.takeAddress(parameters);
        if (json != null) {
            requireNothingElse(rest, "with --json");
            return runOne(RequestReader.readOnly(json));
        }
        if (rest.isEmpty()) {
            throw new UsageException(
                    "no COMMAND: give one, such as query-status (if you gave one, the ADDRESS before it is missing, and "
                            + Address.VARIABLE + " is not set)");
        }
        if (rest.get(0).equals("-")) {
            requireNothingElse(rest.subList(1, rest.size()), "after -");
            return runAll();
        }
        return runOne(Request.of(rest.get(0), outOfBand, rest.subList(1, rest.size())));
    }

    private void requireNothingElse(List<String> rest, String where) {
        if (!rest.isEmpty()) {
            throw new UsageException(
                    "no COMMAND and no arguments are allowed " + where + ": the message contains them");
        }
        if (outOfBand) {
            throw new UsageException(
                    "--oob is not allowed " + where + ": write exec-oob instead of execute in the message");
        }
    }

    private int runOne(Request request) {
        JsonStyle style = outputOptions.forOne();
        try (Session session = source.open(ConnectOptions.builder())) {
            return run(session.client(), new RelayedCommand(request, style, full), request);
        }
    }

    private int runAll() {
        JsonStyle style = outputOptions.forEachOfMany();
        int exitCode = ExitCode.SUCCESS;
        try (Session session = source.open(ConnectOptions.builder());
                RequestReader requests = RequestReader.of(environment.input())) {
            full = true;
            for (Optional<Request> next = requests.next(); next.isPresent(); next = requests.next()) {
                Request request = next.get();
                exitCode = Math.max(exitCode, run(session.client(), new RelayedCommand(request, style, true), request));
            }
        }
        return exitCode;
    }

    private int run(QmpClient client, RelayedCommand command, Request request) {
        CallOptions options = timeout == null ? CallOptions.DEFAULT : CallOptions.timeout(timeout);
        try {
            environment.println(client.execute(command, request.outOfBand() ? options.withOutOfBand() : options));
            return ExitCode.SUCCESS;
        } catch (QmpCommandException rejected) {
            if (!full) {
                throw rejected;
            }
            environment.println(command.errorReply(rejected));
            ErrorReport.rejected(environment, rejected);
            return ExitCode.REJECTED;
        }
    }
}
