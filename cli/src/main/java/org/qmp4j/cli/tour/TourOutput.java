package org.qmp4j.cli.tour;

import org.qmp4j.cli.program.Environment;

/** Prints the tour: explanations, command lines and their output. */
final class TourOutput {
    private static final String BOLD = "\u001b[1m";
    private static final String FAINT = "\u001b[2m";
    private static final String NORMAL = "\u001b[0m";

    private final Environment environment;

    TourOutput(Environment environment) {
        this.environment = environment;
    }

    /** Begins a step with an explanation. */
    void step(String explanation) {
        environment.println("");
        explain(explanation);
    }

    /** Prints an explanation. */
    void explain(String explanation) {
        environment.println(styled(FAINT, "# " + explanation));
    }

    /** Prints a command line that has the same effect. */
    void commandLine(String commandLine) {
        environment.println(styled(BOLD, "$ " + commandLine));
    }

    /** Prints the output of a command line. */
    void result(String text) {
        environment.println(text);
    }

    private String styled(String style, String text) {
        return environment.colour() ? style + text + NORMAL : text;
    }
}
