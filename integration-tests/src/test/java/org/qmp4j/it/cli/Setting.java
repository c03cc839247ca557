package org.qmp4j.it.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The environment in which the program is started.
 *
 * @param launcher what starts it, in front of its own command line
 * @param variables environment variables
 */
record Setting(List<String> launcher, Map<String, String> variables) {
    Setting() {
        this(List.of(), Map.of());
    }

    static Setting variables(Map<String, String> variables) {
        return new Setting(List.of(), variables);
    }

    /**
     * As in a terminal: the program has its own process group, and ignores no signal, even if these tests ignore signals because
     * they were started by nohup or in the background of a shell.
     */
    static Setting terminal() {
        return new Setting(List.of("env", "--default-signal=INT,HUP,TERM", "setsid"), Map.of());
    }

    /** Like {@link #terminal()}, with standard output to a named pipe. */
    static Setting terminal(Path output) {
        String shell = "exec \"$@\" >" + output;
        return new Setting(List.of("env", "--default-signal=INT,HUP,TERM", "setsid", "sh", "-c", shell, "-"), Map.of());
    }
}
