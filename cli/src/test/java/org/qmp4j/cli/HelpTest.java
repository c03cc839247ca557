package org.qmp4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
    private static Program help(String command) {
        String[] words = Stream.concat(Arrays.stream(command.split(" ")), Stream.of("--help"))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new);
        return Program.run(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "exec",
                "events",
                "hmp",
                "listen",
                "listen exec",
                "listen events",
                "listen hmp",
                "run",
                "try",
                "completion"
            })
    void theHelpOfEverySubcommandHasAnExample(String command) {
        Program help = help(command);

        assertThat(help.exitCode()).isZero();
        assertThat(help.errors()).isEmpty();
        String examples = help.output().replaceFirst("(?s).*\nExamples?:\n", "");
        assertThat(examples).isNotEqualTo(help.output());
        assertThat(examples.lines()).anyMatch(line -> line.contains("qmp " + command.replaceFirst(" .*", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec", "events", "hmp"})
    void inTheExamplesOfListenTheAddressFollowsListen(String command) {
        assertThat(help("listen " + command).output())
                .contains("\n  qmp listen unix:/tmp/vm.qmp " + command + " ")
                .doesNotContain("qmp " + command + " unix:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "exec",
                "events",
                "hmp",
                "listen",
                "listen exec",
                "record",
                "fake",
                "run",
                "try",
                "completion"
            })
    void theHelpOfEverySubcommandHasASynopsis(String command) {
        assertThat(help(command).output())
                .contains("\nUsage: qmp" + (command.isEmpty() ? "" : " " + command.replaceFirst(" .*", "")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "exec",
                "events",
                "hmp",
                "listen",
                "listen exec",
                "record",
                "fake",
                "run",
                "try",
                "completion"
            })
    void theHelpHasAtMost100ColumnsAndNoColours(String command) {
        assertThat(help(command).output().lines()).allSatisfy(line -> {
            assertThat(line.length()).isLessThanOrEqualTo(100);
            assertThat(line).doesNotContain("\u001b");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec", "events", "hmp", "listen", "listen exec", "record", "fake", "run", "try"})
    void theHelpListsTheExitCodes(String command) {
        assertThat(help(command).output())
                .containsPattern("\n  0 +success\n  1 +QEMU rejected .*\n  2 +wrong usage.*\n  3 +could not connect\n"
                        + "  4 +timeout.*\n  5 +the connection was lost");
    }

    @Test
    void theHelpOfTheProgramListsSubcommandsAndVariables() {
        assertThat(help("").output())
                .contains("\n  exec  ", "\n  events  ", "\n  hmp  ", "\n  listen  ", "\n  try  ", "\n  completion  ")
                .contains("QMP_ADDRESS", "NO_COLOR", "QMP_DEBUG");
    }

    @Test
    void theShortOptionPrintsTheSameHelp() {
        assertThat(Program.run("exec", "-h").output()).isEqualTo(help("exec").output());
    }

    @Test
    void helpIgnoresOtherArguments() {
        assertThat(Program.run("exec", "--json", "{", "--help").exitCode()).isZero();
    }

    @Test
    void withoutASubcommandTheHelpGoesToStandardError() {
        Program alone = Program.run();

        assertThat(alone.exitCode()).isEqualTo(2);
        assertThat(alone.output()).isEmpty();
        assertThat(alone.errors()).isEqualTo(help("").output());
    }

    @Test
    void theVersionIsOneLine() {
        Program version = Program.run(Map.of(), "--version");

        assertThat(version.exitCode()).isZero();
        assertThat(version.output()).matches("qmp \\d+\\.\\d+\\.\\d+(-SNAPSHOT)? \\(Java .*\\)\n");
        assertThat(version.errors()).isEmpty();
    }
}
