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
 * The streams and variables of the program.
 *
 * @param input standard input
 * @param output standard output, without a buffer
 * @param errors standard error, for messages
 * @param terminal whether standard output is a terminal
 * @param variables the environment variables
 */
public record Environment(
        InputStream input, OutputStream output, PrintStream errors, boolean terminal, Map<String, String> variables) {
    public Environment {
        variables = Map.copyOf(variables);
    }

    /** The environment of this process. */
    public static Environment ofProcess() {
        // Not System.out, because it ignores errors, and its encoding depends on the locale.
        return new Environment(
                System.in,
                new FileOutputStream(FileDescriptor.out),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                isTerminal(Path.of("/proc/self/fd/1")),
                System.getenv());
    }

    /**
     * Whether an open file is a terminal. System.console() cannot be used: it requires that standard input is a terminal too,
     * and from JDK 22 on it exists even without a terminal.
     */
    static boolean isTerminal(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    /** The value of a variable; empty if it is not set or is empty. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }

    /** Whether to use colours on standard output; see no-color.org. */
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
     * Writes text for people to standard output, at once. On a terminal, control characters except line ends and tabs are
     * escaped; otherwise the text is written unchanged.
     */
    public void printText(String text) {
        print(terminal ? PeerText.lines(text) : text);
    }

    /** Writes a message to standard error: {@code qmp: MESSAGE}. */
    public void printMessage(String message) {
        printPlainMessage("qmp: " + message);
    }

    /** Writes a message to standard error, without the prefix {@code qmp:}. */
    public void printPlainMessage(String message) {
        errors.println(PeerText.message(message));
    }

    /** Writes a message of several lines to standard error. Only for text from files of this user. */
    public void printLongMessage(String message) {
        errors.println("qmp: " + PeerText.lines(message));
    }
}
