package org.qmp4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionCommandTest {
    /**
     * Completes the last argument, as bash does when the tab key is pressed, and prints the candidates. The arguments follow
     * the name of the script. 'compopt' only works while bash itself completes.
     */
    private static final String BASH_COMPLETES = """
            source "$1"
            shift
            compopt() { :; }
            COMP_WORDS=("$@")
            COMP_CWORD=$(($# - 1))
            COMP_LINE="$*"
            COMP_POINT=${#COMP_LINE}
            words=($(complete -p qmp))
            for ((i = 0; i < ${#words[@]}; i++)); do
              [[ "${words[i]}" != -F ]] || "${words[i + 1]}" qmp "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
            done
            echo "${COMPREPLY[*]}"
            """;

    private static final String ZSH_LOADS = """
            autoload -U compinit
            compinit -u -D
            source "$1"
            [[ -n "${_comps[qmp]}" ]] && echo completes
            """;

    @TempDir
    private static Path folder;

    private static Path script = Path.of("unset");

    @BeforeAll
    static void writeScript() throws Exception {
        Program bash = Program.run("completion", "bash");
        assertThat(bash.exitCode()).isZero();
        assertThat(bash.errors()).isEmpty();
        script = Files.writeString(folder.resolve("qmp-completion"), bash.output());
    }

    private static boolean isInstalled(String shell) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, shell)));
    }

    private static String output(String... command) throws Exception {
        List<String> words = new ArrayList<>(List.of(command));
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .directory(folder.toFile())
                .start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
            return output.strip();
        } finally {
            process.destroyForcibly();
        }
    }

    private static void assumeShell(String shell) {
        assumeTrue(isInstalled(shell), shell + " is not installed");
    }

    @Test
    void theScriptIsValidBash() throws Exception {
        assumeShell("bash");
        assertThat(output("bash", "-n", script.toString())).isEmpty();
    }

    @Test
    void bashCompletesQmp() throws Exception {
        assumeShell("bash");
        assertThat(output("bash", "--norc", "-c", "source \"$0\"; complete -p qmp", script.toString()))
                .matches("complete .*-F \\S+ qmp");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "qmp ev|events",
                "qmp comp|completion",
                "qmp exec --ti|--timeout",
                "qmp events --co|--compact --count",
                "qmp listen ev|events",
                "qmp listen /vm.qmp ev|events",
                "qmp try --no|--no-install",
                "qmp completion z|zsh",
                "qmp nosuch|''"
            })
    void bashCompletesAnArgument(String typed, String completed) throws Exception {
        assumeShell("bash");
        List<String> command = new ArrayList<>(List.of("bash", "--norc", "-c", BASH_COMPLETES, "-", script.toString()));
        command.addAll(List.of(typed.split(" ")));
        assertThat(output(command.toArray(String[]::new))).isEqualTo(completed);
    }

    @Test
    void bashOffersAllSubcommands() throws Exception {
        assumeShell("bash");
        assertThat(output("bash", "--norc", "-c", BASH_COMPLETES, "-", script.toString(), "qmp", "")
                        .split(" "))
                .containsExactlyInAnyOrder(
                        "exec", "events", "hmp", "listen", "schema", "record", "fake", "run", "try", "completion");
    }

    @Test
    void zshLoadsTheScript() throws Exception {
        assumeShell("zsh");
        Path zsh = Files.writeString(
                folder.resolve("zsh-completion"),
                Program.run("completion", "zsh").output());
        assertThat(output("zsh", "-f", "-n", zsh.toString())).isEmpty();
        assertThat(output("zsh", "-f", "-c", ZSH_LOADS, "-", zsh.toString())).isEqualTo("completes");
    }
}
