package org.qmp4j.cli;

import java.util.concurrent.Callable;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.program.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code qmp} without a subcommand. */
@Command(
        name = "qmp",
        header = "Communicates with QEMU over its machine protocol, QMP.",
        synopsisSubcommandLabel = "SUBCOMMAND",
        versionProvider = VersionText.class,
        description = {"", "JSON goes to standard output, messages for people to standard error."},
        footer = {
            "",
            "An ADDRESS is one of:",
            "  unix:PATH                  a unix socket; the path alone is enough",
            "  tcp:HOST:PORT              tcp:[::1]:4444 for an IPv6 address",
            "  tls:HOST:PORT",
            "  exec:PROGRAM ARGUMENT ...  a program that speaks QMP on its standard input and output",
            "  inherited:                 the socket that is this program's standard input",
            "The value of QEMU's -qmp can be used unchanged: unix:/tmp/vm.qmp,server=on,wait=off",
            "",
            "Environment:",
            "  QMP_ADDRESS  the default for ADDRESS; if it is set, an ADDRESS argument must begin with a",
            "               scheme such as unix: or with / or ./",
            "  NO_COLOR     if set, no colours on a terminal",
            "  QMP_DEBUG    if set, failures are printed with a stack trace",
            "",
            "Examples:",
            "  qmp try",
            "  qmp exec unix:/tmp/vm.qmp query-status",
            "  qmp events unix:/tmp/vm.qmp STOP RESUME",
            "  qmp exec --help"
        })
final class RootCommand implements Callable<Integer> {
    private final Environment environment;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Prints the version.")
    @SuppressWarnings("UnusedVariable")
    private boolean version;

    RootCommand(Environment environment) {
        this.environment = environment;
    }

    /** Without a subcommand, only prints the help. */
    @Override
    public Integer call() {
        spec.commandLine().usage(environment.errors(), Ansi.OFF);
        return ExitCode.WRONG_USAGE;
    }
}
