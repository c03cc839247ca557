package org.qmp4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the program says to words that it cannot understand; none of these runs connects. */
class UsageTest {
    private static void assertWrongUsage(Program run, String message, String command) {
        assertThat(run.errors()).isEqualTo("qmp: " + message + "\n'" + command + " --help' shows how it is used.\n");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.output()).isEmpty();
    }

    private static Program run(String line) {
        return Program.run(line.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "evnts|there is no subcommand 'evnts'; did you mean 'events'?",
                "execute|there is no subcommand 'execute'; did you mean 'exec'?",
                "query-status|there is no subcommand 'query-status'; a command of QEMU's is sent by"
                        + " 'qmp exec ADDRESS COMMAND'",
                "--vresion|there is no option --vresion; did you mean '--version'?"
            })
    void anUnknownWordGetsASuggestion(String line, String message) {
        assertWrongUsage(run(line), message, "qmp");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "exec --nosuch=s3cret|there is no option --nosuch|qmp exec",
                "exec --timout=5s|there is no option --timout; did you mean '--timeout'?|qmp exec",
                "exec /vm stop --timeout|missing required parameter for option '--timeout' (DURATION)|qmp exec",
                "exec /vm stop --timeout 5|invalid value for option '--timeout': '5' is no duration; write 500ms, 5s,"
                        + " 2m or 1h|qmp exec",
                "exec|no ADDRESS: give one, such as unix:/run/vm.qmp, or set QMP_ADDRESS|qmp exec",
                "events|no ADDRESS: give one, such as unix:/run/vm.qmp, or set QMP_ADDRESS|qmp events",
                "hmp|no ADDRESS: give one, such as unix:/run/vm.qmp, or set QMP_ADDRESS|qmp hmp",
                "hmp /vm|no LINE, such as 'info status'|qmp hmp",
                "exec query-status|no COMMAND, such as query-status (if that is what you wrote, the ADDRESS before it"
                        + " is missing, and QMP_ADDRESS is not set)|qmp exec",
                "exec /vm stop now|argument 1 of the command is not of the form KEY=VALUE|qmp exec",
                "exec /vm stop a=1 a=2|the key 'a' is given twice|qmp exec",
                "exec /vm stop --json {}|no COMMAND and no arguments stand with --json; the message holds them"
                        + "|qmp exec",
                "exec /vm - a=1|no COMMAND and no arguments stand after -; the message holds them|qmp exec",
                "exec /vm - --oob|--oob has no meaning after -; write exec-oob in place of execute|qmp exec",
                "exec /vm --json {]|the message is no valid JSON, at line 1, column 3|qmp exec",
                "exec /vm stop --compact --pretty|--compact and --pretty contradict each other|qmp exec",
                "exec tcp:localhost stop|cannot read host and port in 'tcp:localhost': write HOST:PORT, an IPv6 address in"
                        + " brackets, as in tcp:[::1]:4444|qmp exec",
                "events /vm stop|names of events are in upper case: STOP|qmp events",
                "events /vm --count 0|--count must be 1 or more|qmp events",
                "events /vm --count x|invalid value for option '--count': 'x' is no whole number|qmp events",
                "listen|say what to do when QEMU has dialled in: exec, events or hmp|qmp listen",
                "listen /vm|say what to do when QEMU has dialled in: exec, events or hmp|qmp listen",
                "listen exec stop|no ADDRESS to listen on: give one, such as unix:/run/vm.qmp, or set"
                        + " QMP_ADDRESS|qmp listen exec",
                "listen /vm query-status|there is no subcommand 'query-status'; a command of QEMU's is sent by"
                        + " 'qmp listen ADDRESS exec COMMAND'|qmp listen",
                "try extra|'qmp try' does not take 'extra'|qmp try",
                "completion|name the shell: bash or zsh|qmp completion",
                "completion fish|there is no script for 'fish', only for bash and zsh|qmp completion",
                "completion bash zsh|'qmp completion' does not take 'zsh'|qmp completion"
            })
    void wrongWordsAreExplained(String line, String message, String command) {
        assertWrongUsage(run(line), message, command);
    }

    @Test
    void theAddressMayComeFromTheEnvironment(@TempDir Path folder) {
        String address = "unix:" + folder.resolve("vm.qmp");
        Program run = Program.run(Map.of("QMP_ADDRESS", address), "exec", "query-status");

        assertThat(run.errors()).startsWith("qmp: could not connect to " + address + ": no such socket");
        assertThat(run.exitCode()).isEqualTo(3);
    }

    @Test
    void anAddressThatIsGivenWinsOverTheEnvironment(@TempDir Path folder) {
        String given = folder.resolve("given.qmp").toString();
        Program run = Program.run(Map.of("QMP_ADDRESS", "tcp:nowhere:1"), "exec", given, "query-status");

        assertThat(run.errors()).startsWith("qmp: could not connect to unix:" + given + ": no such socket");
    }

    @Test
    void anOptionForTheAddressWinsOverAllOthers(@TempDir Path folder) {
        String given = folder.resolve("given.qmp").toString();
        Program run = Program.run(Map.of("QMP_ADDRESS", "tcp:nowhere:1"), "hmp", "-a", given, "/info");

        assertThat(run.errors()).startsWith("qmp: could not connect to unix:" + given + ": no such socket");
    }

    @Test
    void anAddressOfTheEnvironmentThatIsWrongIsExplained() {
        Program run = Program.run(Map.of("QMP_ADDRESS", "tcp:localhost"), "exec", "stop");

        assertWrongUsage(
                run,
                "cannot read host and port in 'tcp:localhost': write HOST:PORT, an IPv6 address in brackets, as in"
                        + " tcp:[::1]:4444",
                "qmp exec");
    }

    @Test
    void anEmptyVariableIsNoAddress() {
        Program run = Program.run(Map.of("QMP_ADDRESS", ""), "events");

        assertWrongUsage(run, "no ADDRESS: give one, such as unix:/run/vm.qmp, or set QMP_ADDRESS", "qmp events");
    }

    @Test
    void wordsThatTheLocaleCouldNotReadAreRefused() {
        assertWrongUsage(
                Program.run("exec", "/vm", "stop", "a=\uFFFD"),
                "argument 4 could not be read as UTF-8; in a locale without it, set LC_ALL=C.UTF-8",
                "qmp");
    }

    @Test
    void qmpDebugShowsWhereItHappened() {
        assertThat(Program.run(Map.of("QMP_DEBUG", "1"), "nosuch").errors()).contains("\n\tat ");
    }
}
