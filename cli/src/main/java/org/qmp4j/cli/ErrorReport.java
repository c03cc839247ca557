package org.qmp4j.cli;

import java.util.Set;
import org.qmp4j.cli.program.CleanUp;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.program.ExitCode;
import org.qmp4j.cli.program.OutputClosedException;
import org.qmp4j.cli.program.Trace;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.protocol.Secrets;
import org.qmp4j.schema.SchemaException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells people what went wrong, in a line or two, and callers by the exit code. Never by a stack trace, unless asked. */
final class ErrorReport {
    private static final String DEBUG_VARIABLE = "QMP_DEBUG";

    private final Environment environment;

    ErrorReport(Environment environment) {
        this.environment = environment;
    }

    static void rejected(Environment environment, QmpCommandException rejected) {
        // The message, and not description(): secrets are masked in it. The user knows which command it was.
        String message = rejected.getMessage();
        String command = rejected.commandName() + ": ";
        environment.printLine(message.startsWith(command) ? message.substring(command.length()) : message);
    }

    /** A command failed. */
    int failed(Exception failure, CommandLine command, ParseResult ignored) {
        return failed(failure, command.getCommandSpec().qualifiedName());
    }

    int failed(Throwable failure, String command) {
        int exitCode = ExitCode.of(failure);
        boolean untold =
                CleanUp.isEndedBySignal() || (failure instanceof OutputClosedException out && out.isBrokenPipe());
        if (!untold) {
            tell(failure, exitCode, command);
            if (environment.variable(DEBUG_VARIABLE).isPresent()) {
                Trace.print(failure, environment.errors());
            }
        }
        return exitCode;
    }

    private void tell(Throwable failure, int exitCode, String command) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof QmpCommandException rejected) {
            rejected(environment, rejected);
        } else if (exitCode == ExitCode.BUG) {
            environment.tell("a bug in this program: " + failure.getClass().getName() + " (" + DEBUG_VARIABLE
                    + "=1 shows where)");
        } else if (failure instanceof SchemaException refused
                && refused.location().isPresent()) {
            environment.printLines(message);
        } else if (failure instanceof QmpException
                || failure instanceof SchemaException
                || failure instanceof OutputClosedException) {
            environment.tell(message);
        } else {
            tellUsage(message, command);
        }
    }

    private void tellUsage(String message, String command) {
        environment.tell(message);
        environment.printLine("'" + command + " --help' shows how it is used.");
    }

    /** The words could not be understood. */
    int misunderstood(ParameterException wrong, String[] ignored) {
        CommandLine command = wrong.getCommandLine();
        String message = wrong instanceof UnmatchedArgumentException unmatched
                ? unmatched(unmatched.getUnmatched().get(0), command.getCommandSpec())
                : decapitalized(String.valueOf(wrong.getMessage()));
        // What was misunderstood may be an argument for QEMU.
        tellUsage(Secrets.anywhere().maskText(message), command.getCommandSpec().qualifiedName());
        if (environment.variable(DEBUG_VARIABLE).isPresent()) {
            Trace.print(wrong, environment.errors());
        }
        return ExitCode.WRONG_USAGE;
    }

    private static String unmatched(String word, CommandSpec command) {
        if (word.startsWith("-")) {
            // What stands behind the sign may be a secret.
            String option = word.replaceFirst("=.*", "");
            return "there is no option " + option
                    + didYouMean(option, command.optionsMap().keySet());
        }
        if (command.subcommands().isEmpty()) {
            return "'" + command.qualifiedName() + "' does not take '" + word + "'";
        }
        String suggestion = didYouMean(word, command.subcommands().keySet());
        String exec = command.parent() == null ? "qmp exec ADDRESS COMMAND" : "qmp listen ADDRESS exec COMMAND";
        return "there is no subcommand '" + word + "'"
                + (suggestion.isEmpty() ? "; a command of QEMU's is sent by '" + exec + "'" : suggestion);
    }

    private static String didYouMean(String word, Set<String> words) {
        return NearMiss.of(word, words)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("");
    }

    /** The parser's messages begin with a capital letter, this program's do not. */
    private static String decapitalized(String message) {
        return message.isEmpty() ? message : Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }
}
