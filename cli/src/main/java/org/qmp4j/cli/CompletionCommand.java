package org.qmp4j.cli;

import java.util.concurrent.Callable;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.program.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code qmp completion}: a script that teaches a shell to complete this program's words. */
@Command(
        name = "completion",
        header = "Prints a script with which a shell completes this program's words.",
        customSynopsis = "qmp completion (bash | zsh)",
        footer = {
            "",
            "Examples:",
            "  source <(qmp completion bash)",
            "  qmp completion zsh > ~/.qmp-completion.zsh    # and in ~/.zshrc: source ~/.qmp-completion.zsh"
        })
final class CompletionCommand implements Callable<Integer> {
    /** The shells that there is a script for. */
    enum Shell {
        bash,
        zsh
    }

    private final Environment environment;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "SHELL", description = "bash or zsh.")
    @SuppressWarnings({"NullAway.Init", "UnusedVariable"})
    private Shell shell;

    CompletionCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        // One script serves both: in zsh it loads zsh's own emulation of bash's completion.
        environment.print(AutoComplete.bash("qmp", spec.root().commandLine()));
        return ExitCode.DONE;
    }
}
