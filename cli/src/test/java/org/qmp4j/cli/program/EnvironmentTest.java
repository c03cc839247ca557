package org.qmp4j.cli.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    private Environment environment(boolean terminal, Map<String, String> variables) {
        return environment(output, terminal, variables);
    }

    private Environment environment(OutputStream out, boolean terminal, Map<String, String> variables) {
        return new Environment(
                new ByteArrayInputStream(new byte[0]),
                out,
                new PrintStream(errors, true, StandardCharsets.UTF_8),
                terminal,
                variables);
    }

    @Test
    void aTerminalGetsColours() {
        assertThat(environment(true, Map.of()).colour()).isTrue();
        assertThat(environment(true, Map.of("TERM", "xterm")).colour()).isTrue();
    }

    @Test
    void anOutputThatIsNotATerminalGetsNoColours() {
        assertThat(environment(false, Map.of("TERM", "xterm")).colour()).isFalse();
    }

    @Test
    void noColorTurnsColoursOff() {
        assertThat(environment(true, Map.of("NO_COLOR", "1")).colour()).isFalse();
        assertThat(environment(true, Map.of("NO_COLOR", "0")).colour()).isFalse();
    }

    @Test
    void anEmptyNoColorHasNoEffect() {
        assertThat(environment(true, Map.of("NO_COLOR", "")).colour()).isTrue();
    }

    @Test
    void aDumbTerminalGetsNoColours() {
        assertThat(environment(true, Map.of("TERM", "dumb")).colour()).isFalse();
    }

    @Test
    void anEmptyVariableIsNotSet() {
        assertThat(environment(false, Map.of("QMP_ADDRESS", "")).variable("QMP_ADDRESS"))
                .isEmpty();
        assertThat(environment(false, Map.of("QMP_ADDRESS", "/vm")).variable("QMP_ADDRESS"))
                .contains("/vm");
    }

    @Test
    void printlnWritesUtf8ToStandardOutputOnly() {
        environment(false, Map.of()).println("\u20ac \ud83d\ude00");
        assertThat(output.toByteArray()).isEqualTo(new byte[] {
            (byte) 0xe2, (byte) 0x82, (byte) 0xac, ' ', (byte) 0xf0, (byte) 0x9f, (byte) 0x98, (byte) 0x80, '\n'
        });
        assertThat(errors.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void printMessageWritesToStandardErrorOnly() {
        environment(false, Map.of()).printMessage("listening");
        assertThat(errors.toString(StandardCharsets.UTF_8)).isEqualTo("qmp: listening\n");
        assertThat(output.toByteArray()).isEmpty();
    }

    private static OutputClosedException closedBy(String reason, Environment environment) {
        return assertThatExceptionOfType(OutputClosedException.class)
                .isThrownBy(() -> environment.println("x"))
                .withMessage("cannot write to standard output: " + reason)
                .actual();
    }

    private Environment failing(String reason) {
        OutputStream out = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        };
        return environment(out, false, Map.of());
    }

    @Test
    void aClosedReaderIsABrokenPipe() {
        assertThat(closedBy("Broken pipe", failing("Broken pipe")).isBrokenPipe())
                .isTrue();
    }

    @Test
    void aFullDiskIsNotABrokenPipe() {
        assertThat(closedBy("No space left on device", failing("No space left on device"))
                        .isBrokenPipe())
                .isFalse();
    }

    @Test
    void aTerminalIsRecognizedByTheOpenDevice(@TempDir Path folder) throws Exception {
        assertThat(isTerminal(folder, "/dev/pts/0")).isTrue();
        assertThat(isTerminal(folder, "/dev/tty1")).isTrue();
        assertThat(isTerminal(folder, "/dev/console")).isTrue();
        assertThat(isTerminal(folder, "/dev/null")).isFalse();
        assertThat(isTerminal(folder, "/home/dev/tty")).isFalse();
        assertThat(isTerminal(folder, "pipe:[4711]")).isFalse();
        assertThat(Environment.isTerminal(folder.resolve("nothing"))).isFalse();
    }

    private static boolean isTerminal(Path folder, String target) throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("descriptor"), Path.of(target));
        boolean terminal = Environment.isTerminal(link);
        Files.delete(link);
        return terminal;
    }
}
