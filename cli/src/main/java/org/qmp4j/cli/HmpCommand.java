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
import org.qmp4j.client.CallOptions;
import org.qmp4j.client.ConnectOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code qmp hmp}: runs a line of the monitor for people. */
@Command(
        name = "hmp",
        header = "Runs a line of QEMU's monitor for people (HMP) and prints its text.",
        description = {
            "",
            "LINE is what one would type there, in quotes. The text is for people: what it says may differ between"
                    + " versions, and an error of such a line is text as well. On a terminal, control characters in it are"
                    + " shown as escapes such as \\u001B; elsewhere the text is printed unchanged."
        },
        footer = {"", "Example:", "  qmp hmp unix:/tmp/vm.qmp 'info status'"})
final class HmpCommand implements Callable<Integer> {
    private final Environment environment;
    private final SessionSource source;

    @Parameters(arity = "0..*", hidden = true)
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "How long QEMU may take to answer: 500ms, 5s, 2m, 1h (default: 1m).")
    private @Nullable Duration timeout;

    HmpCommand(Environment environment, SessionSource source) {
        this.environment = environment;
        this.source = source;
    }

    @Override
    public Integer call() {
        List<String> line = source.takeAddress(words);
        if (line.isEmpty()) {
            throw new UsageException("no LINE, such as 'info status'");
        }
        CallOptions options = timeout == null ? CallOptions.DEFAULT : CallOptions.timeout(timeout);
        try (Session session = source.open(ConnectOptions.builder())) {
            String text = session.client().execute(new HumanMonitorCommand(String.join(" ", line)), options);
            environment.printText(text.isEmpty() || text.endsWith("\n") ? text : text + "\n");
        }
        return ExitCode.DONE;
    }
}
