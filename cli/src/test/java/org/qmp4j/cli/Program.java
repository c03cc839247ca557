package org.qmp4j.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.qmp4j.cli.program.Environment;

/** One run of the program within this JVM: what it wrote, and the exit code. */
record Program(int exitCode, String output, String errors) {
    /** Runs it in an environment without variables and without a terminal. */
    static Program run(String... words) {
        return run(Map.of(), words);
    }

    static Program run(Map<String, String> variables, String... words) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        Environment environment = new Environment(
                new ByteArrayInputStream(new byte[0]),
                output,
                new PrintStream(errors, true, StandardCharsets.UTF_8),
                false,
                variables);
        int exitCode = QmpCommandLine.run(environment, words);
        return new Program(exitCode, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
    }
}
