package org.qmp4j.cli.program;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.qmp4j.protocol.PeerText;

/**
 * What the program was started in.
 *
 * @param input standard input
 * @param output standard output, without a buffer
 * @param errors standard error, for people
 * @param terminal whether standard output is a terminal
 * @param variables the environment variables
 */
public record Environment(
        InputStream input, OutputStream output, PrintStream errors, boolean terminal, Map<String, String> variables) {
    public Environment {
        variables = Map.copyOf(variables);
    }

    /** This process's own. */
    public static Environment ofProcess() {
        // Not System.out: that one swallows errors, and its encoding depends on the locale.
        return new Environment(
                System.in,
                new FileOutputStream(FileDescriptor.out),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                isTerminal(Path.of("/proc/self/fd/1")),
                System.getenv());
    }

    /**
     * Whether an open file is a terminal. Not System.console(): it wants standard input to be one as well, and from JDK 22 on
     * it is there even where nothing is.
     */
    static boolean isTerminal(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    /** The value of a variable; empty where it is not set or empty. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }

    /** Whether to colour what goes to standard output; see no-color.org. */
    public boolean colour() {
        return terminal
                && variable("NO_COLOR").isEmpty()
                && !variable("TERM").orElse("").equals("dumb");
    }

    /** Writes a text and a line end to standard output, at once. */
    public void println(String text) {
        print(text + "\n");
    }

    /** Writes a text to standard output, at once. */
    public void print(String text) {
        try {
            output.write(text.getBytes(StandardCharsets.UTF_8));
            output.flush();
        } catch (IOException failed) {
            throw new OutputClosedException(failed);
        }
    }

    /**
     * Writes text for people to standard output, at once. What a terminal would obey is escaped, except for line ends and tabs;
     * elsewhere the text goes out unchanged.
     */
    public void printText(String text) {
        print(terminal ? PeerText.lines(text) : text);
    }

    /** Tells a person something, on standard error: {@code qmp: MESSAGE}. */
    public void tell(String message) {
        printLine("qmp: " + message);
    }

    /** Writes a message to standard error, without the name of this program. */
    public void printLine(String message) {
        errors.println(PeerText.message(message));
    }

    /** Writes a message of several lines to standard error; only of what this user's own files hold. */
    public void printLines(String message) {
        errors.println("qmp: " + PeerText.lines(message));
    }
}
