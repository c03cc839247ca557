package org.qmp4j.cli;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.program.ExitCode;
import org.qmp4j.cli.program.UsageException;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code qmp completion}: prints a script for shell completion. */
@Command(
        name = "completion",
        header = "Prints a script that enables completion of this program's arguments in a shell.",
        customSynopsis = "qmp completion (bash | zsh)",
        parameterListHeading = "%nArguments:%n",
        footer = {
            "",
            "Examples:",
            "  source <(qmp completion bash)",
            "  qmp completion zsh > ~/.qmp-completion.zsh    # and in ~/.zshrc: source ~/.qmp-completion.zsh"
        })
final class CompletionCommand implements Callable<Integer> {
    private static final List<String> SHELLS = List.of("bash", "zsh");

    private final Environment environment;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SHELL",
            description = "bash or zsh.",
            completionCandidates = Shells.class)
    private @Nullable String shell;

    /** The supported shells, for picocli. */
    static final class Shells implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return SHELLS.iterator();
        }
    }

    CompletionCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (shell == null) {
            throw new UsageException("no SHELL: give bash or zsh");
        }
        if (!SHELLS.contains(shell)) {
            throw new UsageException("there is no script for '" + shell + "', only for bash and zsh");
        }
        // The script works in both: in zsh it loads zsh's emulation of bash's completion.
        environment.print(AutoComplete.bash("qmp", spec.root().commandLine()));
        return ExitCode.SUCCESS;
    }
}
