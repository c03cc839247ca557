package org.qmp4j.cli.tour;

import org.qmp4j.cli.program.Environment;

/** Tells the tour: words of a guide, what a person would type, what comes back. */
final class Narrator {
    private static final String BOLD = "\u001b[1m";
    private static final String FAINT = "\u001b[2m";
    private static final String NORMAL = "\u001b[0m";

    private final Environment environment;

    Narrator(Environment environment) {
        this.environment = environment;
    }

    /** A new step, and what it is for. */
    void step(String words) {
        environment.println("");
        say(words);
    }

    /** Words of the guide. */
    void say(String words) {
        environment.println(styled(FAINT, "# " + words));
    }

    /** What a person would type. */
    void typed(String commandLine) {
        environment.println(styled(BOLD, "$ " + commandLine));
    }

    /** What comes back. */
    void answer(String text) {
        environment.println(text);
    }

    private String styled(String style, String text) {
        return environment.colour() ? style + text + NORMAL : text;
    }
}
