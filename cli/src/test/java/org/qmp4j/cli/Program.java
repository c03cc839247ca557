package org.qmp4j.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.qmp4j.cli.program.Environment;

/** One run of the program in this JVM: its output, its messages and its exit code. */
record Program(int exitCode, String output, String errors) {
    /** Runs the program without environment variables and without a terminal. */
    static Program run(String... arguments) {
        return run(Map.of(), arguments);
    }

    static Program run(Map<String, String> variables, String... arguments) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        Environment environment = new Environment(
                new ByteArrayInputStream(new byte[0]),
                output,
                new PrintStream(errors, true, StandardCharsets.UTF_8),
                false,
                variables);
        int exitCode = QmpCommandLine.run(environment, arguments);
        return new Program(exitCode, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
    }
}
