package org.qmp4j.cli.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.qmp4j.client.error.CallResult;
import org.qmp4j.client.error.FailedCall;
import org.qmp4j.client.error.QmpBatchException;
import org.qmp4j.client.error.QmpBusyException;
import org.qmp4j.client.error.QmpCallException;
import org.qmp4j.client.error.QmpCallInterruptedException;
import org.qmp4j.client.error.QmpClosedException;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpConnectTimeoutException;
import org.qmp4j.client.error.QmpDecodeException;
import org.qmp4j.client.error.QmpDeliveryException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpEventDecodeException;
import org.qmp4j.client.error.QmpEventException;
import org.qmp4j.client.error.QmpEventTimeoutException;
import org.qmp4j.client.error.QmpEventsClosedException;
import org.qmp4j.client.error.QmpEventsLostException;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.error.QmpHandshakeException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.error.QmpInvalidCommandException;
import org.qmp4j.client.error.QmpNotListeningException;
import org.qmp4j.client.error.QmpProtocolException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.error.QmpUnresponsiveException;
import org.qmp4j.machine.error.ConsoleException;
import org.qmp4j.machine.error.MachineException;
import org.qmp4j.machine.error.MachineStartException;
import org.qmp4j.machine.error.QemuNotFoundException;
import org.qmp4j.machine.error.ToolException;
import org.qmp4j.protocol.ErrorClass;
import org.qmp4j.protocol.Outcome;

class ExitCodeTest {
    private static final FailedCall SENT = new FailedCall("stop", "unix:/vm", Outcome.UNKNOWN);
    private static final FailedCall UNSENT = new FailedCall("stop", "unix:/vm", Outcome.NOT_SENT);

    static Stream<Arguments> failures() {
        QmpCommandException rejected = new QmpCommandException("stop", "unix:/vm", "1", ErrorClass.GENERIC_ERROR, "no");
        return Stream.of(
                arguments(rejected, 1),
                arguments(new UsageException("no"), 2),
                arguments(new QmpInvalidCommandException("no", "stop", "arguments.a", null), 2),
                arguments(new QmpConnectException("no", null), 3),
                arguments(new QmpConnectTimeoutException("no", null), 3),
                arguments(new QmpNotListeningException("no", null), 3),
                arguments(new QemuNotFoundException("no"), 3),
                arguments(new MachineStartException("no", null, "", "qemu", null), 3),
                arguments(new QmpTimeoutException("no", SENT, null), 4),
                arguments(new QmpTimeoutException("no", UNSENT, null), 4),
                arguments(new QmpEventTimeoutException("no", null), 4),
                arguments(new QmpHandshakeException("no", null), 5),
                arguments(new QmpDisconnectedException("no", SENT, null), 5),
                arguments(new QmpProtocolException("no", SENT, null), 5),
                arguments(new QmpUnresponsiveException("no", SENT, null), 5),
                arguments(new QmpDecodeException("no", "stop", "unix:/vm", null), 5),
                arguments(new QmpBusyException("no", "stop", "unix:/vm", null), 5),
                arguments(new QmpBatchException(rejected, List.of(new CallResult.Failed<>(rejected))), 5),
                arguments(new QmpDeliveryException("no", UNSENT, null), 5),
                arguments(new QmpCallException("no", SENT, null), 5),
                arguments(new QmpEventException("no", null), 5),
                arguments(new QmpEventDecodeException("no", null), 5),
                arguments(new QmpEventsLostException("no", null), 5),
                arguments(new QmpEventsClosedException("no", null), 5),
                arguments(new QmpClosedException("no", null), 5),
                arguments(new QmpException("no", null), 5),
                arguments(new MachineException("no", null), 5),
                arguments(new ToolException("no", "", null), 5),
                arguments(new ConsoleException("no", ""), 5),
                arguments(new QmpInterruptedException("no", null), 130),
                arguments(new QmpCallInterruptedException("no", SENT, null), 130),
                arguments(new OutputClosedException(new IOException("Broken pipe")), 141),
                arguments(new IllegalStateException("no"), 70),
                arguments(new StackOverflowError(), 70));
    }

    /** A new exception must get a row here, so that its exit code is chosen and not accidental. */
    @Test
    void everyExceptionOfTheLibraryHasARow() throws Exception {
        Set<String> here = failures()
                .map(row -> Objects.requireNonNull(row.get()[0]).getClass().getSimpleName())
                .collect(Collectors.toSet());
        for (String folder : List.of(
                "client/src/main/java/org/qmp4j/client/error", "machine/src/main/java/org/qmp4j/machine/error")) {
            try (Stream<Path> files = Files.list(Path.of("..").resolve(folder))) {
                assertThat(files.map(file -> file.getFileName().toString().replace(".java", ""))
                                .filter(name -> name.endsWith("Exception")))
                        .isNotEmpty()
                        .isSubsetOf(here);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void everyFailureHasItsExitCode(Throwable failure, int exitCode) {
        assertThat(ExitCode.of(failure)).isEqualTo(exitCode);
    }

    @Test
    void zeroToFiveAndTheCodeOfCtrlCHaveMeanings() {
        assertThat(ExitCode.meanings().keySet()).containsExactly("0", "1", "2", "3", "4", "5", "130");
    }
}
