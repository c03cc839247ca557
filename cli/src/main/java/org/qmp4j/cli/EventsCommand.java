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
import org.qmp4j.client.error.QmpEventTimeoutException;
import org.qmp4j.client.event.EventItem;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.protocol.RawEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code qmp events}: prints events when they arrive. */
@Command(
        name = "events",
        header = "Prints events when they arrive, one line of JSON for each.",
        description = {
            "",
            "NAME is the name of an event, such as STOP; without a NAME, all events are printed. No event is missed after the"
                    + " connection is established. Without --count and --for, the program runs until QEMU ends or Ctrl-C."
        },
        footer = {
            "",
            "Examples:",
            "  qmp events unix:/tmp/vm.qmp",
            "  qmp events unix:/tmp/vm.qmp STOP RESUME --count 1 --for 10s"
        })
final class EventsCommand implements Callable<Integer> {
    private static final Duration NO_TIMEOUT = Duration.ofDays(36_500);

    private final Environment environment;
    private final SessionSource source;

    @Mixin
    private final OutputOptions outputOptions;

    @Parameters(arity = "0..*", hidden = true)
    private List<String> parameters = new ArrayList<>();

    @Option(names = "--count", paramLabel = "N", description = "Ends after N events.")
    private @Nullable Long count;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description =
                    "Ends after this time: 500ms, 5s, 2m, 1h. With --count, too few events until then are a failure.")
    private @Nullable Duration duration;

    @Option(
            names = "--liveness",
            paramLabel = "INTERVAL",
            description =
                    "Sends QEMU a probe whenever it has sent nothing for this time: 500ms, 5s, 2m, 1h. If QEMU does"
                            + " not answer within 10s, the connection counts as lost (default: no probe).")
    private @Nullable Duration liveness;

    EventsCommand(Environment environment, SessionSource source) {
        this.environment = environment;
        this.source = source;
        this.outputOptions = new OutputOptions(environment);
    }

    @Override
    public Integer call() {
        List<String> names = source.takeAddress(parameters);
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
            return follow(session.client().earlyEvents().orElseThrow(), style);
        }
    }

    /** Rejects a name that no event can have, because the program would wait for it for ever. */
    private static void requireEventName(String name) {
        // Names of QEMU's downstreams begin with two underscores and may be in lower case.
        if (!name.startsWith("__") && !name.equals(name.toUpperCase(Locale.ROOT))) {
            throw new UsageException("event names are in upper case: " + name.toUpperCase(Locale.ROOT));
        }
    }

    private int follow(EventSubscription<RawEvent> events, JsonStyle style) {
        Deadline deadline = Deadline.after(duration == null ? NO_TIMEOUT : duration);
        for (long seen = 0; count == null || seen < count; ) {
            EventItem<RawEvent> item;
            try {
                item = events.nextItem(deadline.remaining());
            } catch (QmpEventTimeoutException over) {
                return end(seen, deadline);
            }
            seen += new EventPrinter(environment, style).print(item) ? 1 : 0;
        }
        return ExitCode.SUCCESS;
    }

    private int end(long seen, Deadline deadline) {
        if (count == null) {
            return ExitCode.SUCCESS;
        }
        environment.printMessage(seen + " of " + count + " events arrived within " + deadline);
        return ExitCode.TIMEOUT;
    }
}
