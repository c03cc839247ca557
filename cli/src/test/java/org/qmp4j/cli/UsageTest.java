package org.qmp4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages about wrong usage. These runs open no connection. */
class UsageTest {
    private static void assertWrongUsage(Program run, String message, String command) {
        assertThat(run.errors()).isEqualTo("qmp: " + message + "\n'" + command + " --help' describes the usage.\n");
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
                "query-status|there is no subcommand 'query-status'; to send a QEMU command, use"
                        + " 'qmp exec ADDRESS COMMAND'",
                "--vresion|there is no option --vresion; did you mean '--version'?"
            })
    void anUnknownSubcommandOrOptionGetsASuggestion(String line, String message) {
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
                "exec /vm stop --timeout 5|invalid value for option '--timeout': '5' is not a duration; write 500ms, 5s,"
                        + " 2m or 1h|qmp exec",
                "exec|no ADDRESS: give one, such as unix:/run/vm.qmp, or set QMP_ADDRESS|qmp exec",
                "events|no ADDRESS: give one, such as unix:/run/vm.qmp, or set QMP_ADDRESS|qmp events",
                "hmp|no ADDRESS: give one, such as unix:/run/vm.qmp, or set QMP_ADDRESS|qmp hmp",
                "hmp /vm|no LINE: give one, such as 'info status'|qmp hmp",
                "exec query-status|no COMMAND: give one, such as query-status (if you gave one, the ADDRESS before it"
                        + " is missing, and QMP_ADDRESS is not set)|qmp exec",
                "exec /vm stop now|argument 1 of the command does not have the form KEY=VALUE|qmp exec",
                "exec /vm stop a=1 a=2|the key 'a' is given twice|qmp exec",
                "exec /vm stop --json {}|no COMMAND and no arguments are allowed with --json: the message contains them"
                        + "|qmp exec",
                "exec /vm - a=1|no COMMAND and no arguments are allowed after -: the message contains them|qmp exec",
                "exec /vm - --oob|--oob is not allowed after -: write exec-oob instead of execute in the message|qmp exec",
                "exec /vm --json {]|the message is not valid JSON, at line 1, column 3|qmp exec",
                "exec /vm stop --compact --pretty|--compact and --pretty contradict each other|qmp exec",
                "exec tcp:localhost stop|cannot read host and port in 'tcp:localhost': write HOST:PORT, an IPv6 address in"
                        + " brackets, as in tcp:[::1]:4444|qmp exec",
                "events /vm stop|event names are in upper case: STOP|qmp events",
                "events /vm --count 0|--count must be 1 or more|qmp events",
                "events /vm --count x|invalid value for option '--count': 'x' is not a whole number|qmp events",
                "listen|no subcommand: give exec, events or hmp, which runs when QEMU has connected|qmp listen",
                "listen /vm|no subcommand: give exec, events or hmp, which runs when QEMU has connected|qmp listen",
                "listen exec stop|no ADDRESS to listen on: give one, such as unix:/run/vm.qmp, or set"
                        + " QMP_ADDRESS|qmp listen exec",
                "listen /vm query-status|there is no subcommand 'query-status'; to send a QEMU command, use"
                        + " 'qmp listen ADDRESS exec COMMAND'|qmp listen",
                "try extra|'qmp try' does not accept the argument 'extra'|qmp try",
                "completion|no SHELL: give bash or zsh|qmp completion",
                "completion fish|there is no script for 'fish', only for bash and zsh|qmp completion",
                "completion bash zsh|'qmp completion' does not accept the argument 'zsh'|qmp completion"
            })
    void aWrongArgumentIsExplained(String line, String message, String command) {
        assertWrongUsage(run(line), message, command);
    }

    @Test
    void theAddressCanComeFromTheEnvironment(@TempDir Path folder) {
        String address = "unix:" + folder.resolve("vm.qmp");
        Program run = Program.run(Map.of("QMP_ADDRESS", address), "exec", "query-status");

        assertThat(run.errors()).startsWith("qmp: could not connect to " + address + ": no such socket");
        assertThat(run.exitCode()).isEqualTo(3);
    }

    @Test
    void anAddressArgumentWinsOverTheEnvironment(@TempDir Path folder) {
        String given = folder.resolve("given.qmp").toString();
        Program run = Program.run(Map.of("QMP_ADDRESS", "tcp:nowhere:1"), "exec", given, "query-status");

        assertThat(run.errors()).startsWith("qmp: could not connect to unix:" + given + ": no such socket");
    }

    @Test
    void theAddressOptionWinsOverTheEnvironmentAndArguments(@TempDir Path folder) {
        String given = folder.resolve("given.qmp").toString();
        Program run = Program.run(Map.of("QMP_ADDRESS", "tcp:nowhere:1"), "hmp", "-a", given, "/info");

        assertThat(run.errors()).startsWith("qmp: could not connect to unix:" + given + ": no such socket");
    }

    @Test
    void anInvalidAddressInTheEnvironmentIsExplained() {
        Program run = Program.run(Map.of("QMP_ADDRESS", "tcp:localhost"), "exec", "stop");

        assertWrongUsage(
                run,
                "cannot read host and port in 'tcp:localhost': write HOST:PORT, an IPv6 address in brackets, as in"
                        + " tcp:[::1]:4444",
                "qmp exec");
    }

    @Test
    void anEmptyVariableIsNotAnAddress() {
        Program run = Program.run(Map.of("QMP_ADDRESS", ""), "events");

        assertWrongUsage(run, "no ADDRESS: give one, such as unix:/run/vm.qmp, or set QMP_ADDRESS", "qmp events");
    }

    @Test
    void anArgumentThatTheLocaleCannotDecodeIsRejected() {
        assertWrongUsage(
                Program.run("exec", "/vm", "stop", "a=\uFFFD"),
                "argument 4 could not be read as UTF-8; if the locale does not use UTF-8, set LC_ALL=C.UTF-8",
                "qmp");
    }

    @Test
    void qmpDebugPrintsAStackTrace() {
        assertThat(Program.run(Map.of("QMP_DEBUG", "1"), "nosuch").errors()).contains("\n\tat ");
    }
}
