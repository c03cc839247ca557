package org.qmp4j.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.qmp4j.protocol.CommandLineSecrets;

/**
 * The arguments that a process was started with.
 *
 * @param arguments the program's path, and its arguments
 */
public record CommandLine(List<String> arguments) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    /** Copies the arguments. */
    public CommandLine {
        arguments = List.copyOf(arguments);
    }

    /** The arguments in one line, quoted so that a POSIX shell reads the same arguments. Contains secrets: not for logs. */
    public String inShell() {
        return inShell(arguments);
    }

    /** As {@link #inShell()}, without secrets ({@link CommandLineSecrets}). */
    @Override
    public String toString() {
        return inShell(secrets().arguments());
    }

    /** Masks the secrets of this command line in a text, such as the output of the process. */
    public String maskIn(String text) {
        return secrets().mask(text);
    }

    private CommandLineSecrets secrets() {
        return CommandLineSecrets.of(arguments);
    }

    private static String inShell(List<String> arguments) {
        return arguments.stream().map(CommandLine::quoted).collect(Collectors.joining(" "));
    }

    /** Parses a line that {@link #inShell()} has returned. */
    public static CommandLine of(String line) {
        List<String> arguments = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\'') {
                isQuoted = !isQuoted;
            } else if (c == ' ' && !isQuoted) {
                arguments.add(word.toString());
                word.setLength(0);
            } else if (c == '\\' && !isQuoted && i + 1 < line.length()) {
                word.append(line.charAt(++i));
            } else {
                word.append(c);
            }
        }
        arguments.add(word.toString());
        return new CommandLine(arguments);
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
