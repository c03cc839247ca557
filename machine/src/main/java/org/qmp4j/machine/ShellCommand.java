package org.qmp4j.machine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import org.qmp4j.machine.error.ConsoleException;

/** One command line for a shell that reads from a console. Random marks enclose its output. */
final class ShellCommand {
    /** A terminal of Linux truncates longer lines (N_TTY_BUF_SIZE). */
    private static final int MAX_BYTES = 4095;

    private final String mark = UUID.randomUUID().toString().replace("-", "");
    private final String line;
    private final String typed;

    ShellCommand(String line) {
        if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("a command must be one line; join commands with ';' or '&&'");
        }
        this.line = line;
        // Because of the quotes, the terminal's echo does not contain the marks. With 'command' the shell survives a
        // syntax
        // error. Without an input of its own the command would read what is sent next.
        this.typed = "echo \"b\"" + mark + "; command eval '" + line.replace("'", "'\\''") + "' </dev/null; echo \"e\""
                + mark + " $?";
        int bytes = typed.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException("a command of " + bytes
                    + " bytes, its marks included, is too long for a terminal, which takes " + MAX_BYTES
                    + "; write it to a file in the guest in parts, or use the guest agent");
        }
    }

    CommandResult run(Console console, Duration timeout) {
        console.sendLine(typed);
        try {
            ConsoleMatch end = console.expect(Pattern.compile("e" + mark + " (\\d{1,3})\\s"), timeout);
            return new CommandResult(
                    output(end.before()), Integer.parseInt(end.groups().get(0)));
        } catch (ConsoleException failed) {
            throw new ConsoleException(
                    "the command '" + line + "' did not end: " + failed.getMessage(), failed.output());
        }
    }

    // The console keeps only the end of a long output, without the mark.
    private String output(String before) {
        String begin = "b" + mark;
        int place = before.indexOf(begin);
        String output = place < 0 ? before : before.substring(place + begin.length());
        return output.replace("\r\n", "\n").replaceFirst("^\n", "");
    }
}
