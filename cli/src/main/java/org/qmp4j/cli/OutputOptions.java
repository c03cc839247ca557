package org.qmp4j.cli;

import org.qmp4j.cli.json.JsonStyle;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.program.UsageException;
import picocli.CommandLine.Option;

/** The options for the layout of JSON. */
final class OutputOptions {
    private final Environment environment;

    @Option(names = "--compact", description = "Prints JSON on one line, even on a terminal.")
    private boolean compact;

    @Option(
            names = "--pretty",
            description = "Prints JSON on several lines, even if standard output is not a terminal.")
    private boolean pretty;

    OutputOptions(Environment environment) {
        this.environment = environment;
    }

    /** The style for a single reply: several lines on a terminal. */
    JsonStyle forOne() {
        requireNoContradiction();
        return new JsonStyle(pretty || (environment.terminal() && !compact), environment.colour());
    }

    /** The style for one of many messages: one line, unless --pretty is given. */
    JsonStyle forEachOfMany() {
        requireNoContradiction();
        return new JsonStyle(pretty, environment.colour());
    }

    private void requireNoContradiction() {
        if (compact && pretty) {
            throw new UsageException("--compact and --pretty contradict each other");
        }
    }
}
