package org.qmp4j.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.qmp4j.cli.json.JsonStyle;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.program.ExitCode;
import org.qmp4j.cli.program.UsageException;
import org.qmp4j.client.ConnectOptions;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.event.EventItem;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.transport.Deadline;
import org.qmp4j.protocol.RawEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code qmp events}: prints events as they come. */
@Command(
        name = "events",
        header = "Prints events as they come, a JSON line each.",
        description = {
            "",
            "NAME is the name of an event, such as STOP; without one, all are printed. Nothing is missed from the moment of"
                    + " connecting on. Without --count and --for, it goes on until QEMU ends or Ctrl-C."
        },
        footer = {
            "",
            "Examples:",
            "  qmp events unix:/tmp/vm.qmp",
            "  qmp events unix:/tmp/vm.qmp STOP RESUME --count 1 --for 10s"
        })
final class EventsCommand implements Callable<Integer> {
    private static final Duration WITHOUT_END = Duration.ofDays(36_500);

    private final Environment environment;
    private final SessionSource source;

    @Mixin
    private final OutputOptions outputOptions;

    @Parameters(arity = "0..*", hidden = true)
    private List<String> words = new ArrayList<>();

    @Option(names = "--count", paramLabel = "N", description = "Ends after so many events.")
    private @Nullable Long count;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "Ends after so long: 500ms, 5s, 2m, 1h. With --count, too few events by then are a failure.")
    private @Nullable Duration duration;

    @Option(
            names = "--liveness",
            paramLabel = "INTERVAL",
            description =
                    "Checks that QEMU still answers whenever it has sent nothing for this long: 500ms, 5s, 2m, 1h. A"
                            + " QEMU that does not answer within 10s is a lost connection (default: no check).")
    private @Nullable Duration liveness;

    EventsCommand(Environment environment, SessionSource source) {
        this.environment = environment;
        this.source = source;
        this.outputOptions = new OutputOptions(environment);
    }

    @Override
    public Integer call() {
        List<String> names = source.takeAddress(words);
        names.forEach(EventsCommand::requireEventName);
        if (count != null && count < 1) {
            throw new UsageException("--count must be 1 or more");
        }
        JsonStyle style = outputOptions.forEachOfMany();
        ConnectOptions.Builder options = ConnectOptions.builder().subscribe(names.toArray(String[]::new));
        if (liveness != null) {
            options.livenessProbe(liveness);
        }
        try (Session session = source.open(options)) {
            return follow(session.client().earlyEvents(), style);
        }
    }

    /** A name that no event has would be waited for in vain. */
    private static void requireEventName(String name) {
        // Names of QEMU's derivatives begin with two underscores and may be in lower case.
        if (!name.startsWith("__") && !name.equals(name.toUpperCase(Locale.ROOT))) {
            throw new UsageException("names of events are in upper case: " + name.toUpperCase(Locale.ROOT));
        }
    }

    private int follow(EventSubscription<RawEvent> events, JsonStyle style) {
        Deadline deadline = Deadline.after(duration == null ? WITHOUT_END : duration);
        for (long seen = 0; count == null || seen < count; ) {
            EventItem<RawEvent> item;
            try {
                item = events.nextItem(deadline.remaining());
            } catch (QmpTimeoutException over) {
                return end(seen, deadline);
            }
            seen += new EventLines(environment, style).print(item) ? 1 : 0;
        }
        return ExitCode.DONE;
    }

    private int end(long seen, Deadline deadline) {
        if (count == null) {
            return ExitCode.DONE;
        }
        environment.tell(seen + " of " + count + " events came within " + deadline);
        return ExitCode.DEADLINE_PASSED;
    }
}
