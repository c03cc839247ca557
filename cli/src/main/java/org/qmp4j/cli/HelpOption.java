package org.qmp4j.cli;

import picocli.CommandLine.Option;

/** {@code --help}, for every subcommand. */
final class HelpOption {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Prints this help.")
    @SuppressWarnings("UnusedVariable")
    private boolean help;
}
