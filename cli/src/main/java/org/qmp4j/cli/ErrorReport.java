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

/** Reports failures: a message of one or two lines, and an exit code. A stack trace is printed only if the user asks for it. */
final class ErrorReport {
    private static final String DEBUG_VARIABLE = "QMP_DEBUG";

    private final Environment environment;

    ErrorReport(Environment environment) {
        this.environment = environment;
    }

    static void rejected(Environment environment, QmpCommandException rejected) {
        // Not description(), because only the message has masked secrets. The user knows which command it was.
        String message = rejected.getMessage();
        String command = rejected.command() + ": ";
        environment.printPlainMessage(message.startsWith(command) ? message.substring(command.length()) : message);
    }

    /** Reports the failure of a subcommand. */
    int failed(Exception failure, CommandLine command, ParseResult ignored) {
        return failed(failure, command.getCommandSpec().qualifiedName());
    }

    int failed(Throwable failure, String command) {
        int exitCode = ExitCode.of(failure);
        boolean silent =
                CleanUp.isEndedBySignal() || (failure instanceof OutputClosedException out && out.isBrokenPipe());
        if (!silent) {
            print(failure, exitCode, command);
            if (environment.variable(DEBUG_VARIABLE).isPresent()) {
                Trace.print(failure, environment.errors());
            }
        }
        return exitCode;
    }

    private void print(Throwable failure, int exitCode, String command) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof QmpCommandException rejected) {
            rejected(environment, rejected);
        } else if (exitCode == ExitCode.BUG) {
            environment.printMessage("a bug in this program: "
                    + failure.getClass().getName() + " (set " + DEBUG_VARIABLE + "=1 for a stack trace)");
        } else if (failure instanceof SchemaException refused
                && refused.location().isPresent()) {
            environment.printLongMessage(message);
        } else if (failure instanceof QmpException
                || failure instanceof SchemaException
                || failure instanceof OutputClosedException) {
            environment.printMessage(message);
        } else {
            printUsageError(message, command);
        }
    }

    private void printUsageError(String message, String command) {
        environment.printMessage(message);
        environment.printPlainMessage("'" + command + " --help' describes the usage.");
    }

    /** Reports invalid arguments. */
    int wrongUsage(ParameterException wrong, String[] ignored) {
        CommandLine command = wrong.getCommandLine();
        String message = wrong instanceof UnmatchedArgumentException unmatched
                ? unmatched(unmatched.getUnmatched().get(0), command.getCommandSpec())
                : decapitalized(String.valueOf(wrong.getMessage()));
        // The invalid argument may be an argument for QEMU, and a secret.
        printUsageError(
                Secrets.anywhere().maskText(message), command.getCommandSpec().qualifiedName());
        if (environment.variable(DEBUG_VARIABLE).isPresent()) {
            Trace.print(wrong, environment.errors());
        }
        return ExitCode.WRONG_USAGE;
    }

    private static String unmatched(String argument, CommandSpec command) {
        if (argument.startsWith("-")) {
            // The value of the option may be a secret.
            String option = argument.replaceFirst("=.*", "");
            return "there is no option " + option
                    + didYouMean(option, command.optionsMap().keySet());
        }
        if (command.subcommands().isEmpty()) {
            return "'" + command.qualifiedName() + "' does not accept the argument '" + argument + "'";
        }
        String suggestion = didYouMean(argument, command.subcommands().keySet());
        String exec = command.parent() == null ? "qmp exec ADDRESS COMMAND" : "qmp listen ADDRESS exec COMMAND";
        return "there is no subcommand '" + argument + "'"
                + (suggestion.isEmpty() ? "; to send a QEMU command, use '" + exec + "'" : suggestion);
    }

    private static String didYouMean(String typed, Set<String> words) {
        return Suggestion.of(typed, words)
                .map(word -> "; did you mean '" + word + "'?")
                .orElse("");
    }

    /** The messages of picocli begin with a capital letter, those of this program do not. */
    private static String decapitalized(String message) {
        return message.isEmpty() ? message : Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }
}
