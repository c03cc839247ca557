package org.qmp4j.cli;

import org.qmp4j.cli.json.JsonStyle;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.program.UsageException;
import picocli.CommandLine.Option;

/** How JSON is to look. */
final class OutputOptions {
    private final Environment environment;

    @Option(names = "--compact", description = "Prints JSON on one line, also on a terminal.")
    private boolean compact;

    @Option(names = "--pretty", description = "Prints JSON on many lines, also where standard output is no terminal.")
    private boolean pretty;

    OutputOptions(Environment environment) {
        this.environment = environment;
    }

    /** For one answer: pretty where a person looks. */
    JsonStyle forOne() {
        requireNoContradiction();
        return new JsonStyle(pretty || (environment.terminal() && !compact), environment.colour());
    }

    /** For one of many: a line each, unless a person asks. */
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
