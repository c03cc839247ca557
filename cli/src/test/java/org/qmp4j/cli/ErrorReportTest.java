package org.qmp4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.program.OutputClosedException;
import org.qmp4j.cli.program.UsageException;
import org.qmp4j.client.error.FailedCall;
import org.qmp4j.client.error.QmpBusyException;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpDecodeException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpEventsLostException;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.error.QmpHandshakeException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.error.QmpInvalidCommandException;
import org.qmp4j.client.error.QmpNotListeningException;
import org.qmp4j.client.error.QmpProtocolException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.protocol.ErrorClass;
import org.qmp4j.protocol.Outcome;

class ErrorReportTest {
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    private Environment environment(OutputStream out, Map<String, String> variables) {
        return new Environment(
                new ByteArrayInputStream(new byte[0]),
                out,
                new PrintStream(errors, true, StandardCharsets.UTF_8),
                false,
                variables);
    }

    private String report(Throwable failure) {
        return report(failure, Map.of());
    }

    private String report(Throwable failure, Map<String, String> variables) {
        new ErrorReport(environment(output, variables)).failed(failure, "qmp exec");
        assertThat(output.toByteArray()).isEmpty();
        return errors.toString(StandardCharsets.UTF_8);
    }

    static Stream<QmpException> failures() {
        return Stream.of(
                new QmpConnectException("what, where, and what to do", null),
                new QmpNotListeningException("what, where, and what to do", null),
                new QmpHandshakeException("what, where, and what to do", null),
                new QmpInvalidCommandException("what, where, and what to do", "x", "arguments.a", null),
                new QmpBusyException("what, where, and what to do", "x", "unix:/vm", null),
                new QmpDecodeException("what, where, and what to do", "x", "unix:/vm", null),
                new QmpTimeoutException(
                        "what, where, and what to do", new FailedCall("x", "unix:/vm", Outcome.UNKNOWN), null),
                new QmpInterruptedException("what, where, and what to do", null),
                new QmpDisconnectedException(
                        "what, where, and what to do", new FailedCall("x", "unix:/vm", Outcome.UNKNOWN), null),
                new QmpProtocolException(
                        "what, where, and what to do", new FailedCall("x", "unix:/vm", Outcome.UNKNOWN), null),
                new QmpEventsLostException("what, where, and what to do", null));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureIsPrintedInOneLine(QmpException failure) {
        assertThat(report(failure)).isEqualTo("qmp: what, where, and what to do\n");
    }

    @Test
    void aRejectionIsPrintedWithClassAndDescription() {
        assertThat(report(new QmpCommandException(
                        "x", "unix:/vm", "7", ErrorClass.DEVICE_NOT_FOUND, "Device 'a' not found")))
                .isEqualTo("DeviceNotFound: Device 'a' not found\n");
    }

    @Test
    void anUnknownErrorClassIsPrintedByName() {
        assertThat(report(new QmpCommandException("x", "unix:/vm", "7", ErrorClass.of("OutOfLuck"), "no")))
                .isEqualTo("OutOfLuck: no\n");
    }

    @Test
    void aDescriptionCannotControlTheTerminal() {
        assertThat(report(new QmpCommandException(
                        "x", "unix:/vm", "7", ErrorClass.GENERIC_ERROR, "a\u001b[2Jb\r\nc\u0007d\u009be\u007f")))
                .isEqualTo("GenericError: a\\u001B[2Jb\\r\\nc\\u0007d\\u009Be\\u007F\n");
    }

    @Test
    void wrongUsageIsPrintedWithAReferenceToTheHelp() {
        assertThat(report(new UsageException("no COMMAND")))
                .isEqualTo("qmp: no COMMAND\n'qmp exec --help' describes the usage.\n");
    }

    @Test
    void aBugIsPrintedWithItsClassAndWithoutItsMessage() {
        assertThat(report(new IllegalStateException("s3cret")))
                .isEqualTo(
                        "qmp: a bug in this program: java.lang.IllegalStateException (set QMP_DEBUG=1 for a stack trace)\n");
    }

    @Test
    void anErrorOfTheJvmIsPrintedLikeABug() {
        assertThat(report(new StackOverflowError()))
                .isEqualTo(
                        "qmp: a bug in this program: java.lang.StackOverflowError (set QMP_DEBUG=1 for a stack trace)\n");
    }

    @Test
    void qmpDebugPrintsAStackTrace() {
        assertThat(report(new QmpConnectException("no", null), Map.of("QMP_DEBUG", "1")))
                .startsWith("qmp: no\norg.qmp4j.client.error.QmpConnectException: no\n\tat org.qmp4j.cli");
    }

    private OutputClosedException closedBy(String reason) {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        };
        return assertThatExceptionOfType(OutputClosedException.class)
                .isThrownBy(() -> environment(full, Map.of()).println("x"))
                .actual();
    }

    @Test
    void nothingIsPrintedIfTheReaderHasClosedTheOutput() {
        assertThat(report(closedBy("Broken pipe"))).isEmpty();
    }

    @Test
    void aFullDiskIsReported() {
        assertThat(report(closedBy("No space left on device")))
                .isEqualTo("qmp: cannot write to standard output: No space left on device\n");
    }
}
