package org.qmp4j.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.program.ExitCode;
import org.qmp4j.cli.program.UsageException;
import org.qmp4j.cli.request.HumanMonitorCommand;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code qmp hmp}: runs a line of QEMU's human monitor. */
@Command(
        name = "hmp",
        header = "Runs a line of QEMU's human monitor (HMP) and prints its output.",
        description = {
            "",
            "LINE is a line of the monitor, in quotes. The output is text for people: it differs between versions, and"
                    + " errors are also returned as text. On a terminal, control characters are printed as escapes such"
                    + " as \\u001B; otherwise the text is printed unchanged."
        },
        footer = {"", "Example:", "  qmp hmp unix:/tmp/vm.qmp 'info status'"})
final class HmpCommand implements Callable<Integer> {
    private final Environment environment;
    private final SessionSource source;

    @Parameters(arity = "0..*", hidden = true)
    private List<String> parameters = new ArrayList<>();

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "How long to wait for the reply: 500ms, 5s, 2m, 1h (default: 1m).")
    private @Nullable Duration timeout;

    HmpCommand(Environment environment, SessionSource source) {
        this.environment = environment;
        this.source = source;
    }

    @Override
    public Integer call() {
        List<String> line = source.takeAddress(parameters);
        if (line.isEmpty()) {
            throw new UsageException("no LINE: give one, such as 'info status'");
        }
        CallOptions options = timeout == null ? CallOptions.DEFAULT : CallOptions.timeout(timeout);
        try (Session session = source.open(ConnectOptions.builder())) {
            String text = session.client().execute(new HumanMonitorCommand(String.join(" ", line)), options);
            environment.printText(text.isEmpty() || text.endsWith("\n") ? text : text + "\n");
        }
        return ExitCode.SUCCESS;
    }
}
