package org.qmp4j.cli.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.qmp4j.client.error.QmpBusyException;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpDecodeException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpEventsLostException;
import org.qmp4j.client.error.QmpHandshakeException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.error.QmpInvalidCommandException;
import org.qmp4j.client.error.QmpNobodyListensException;
import org.qmp4j.client.error.QmpProtocolException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.protocol.ErrorClass;
import org.qmp4j.protocol.Outcome;

class ExitCodeTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(new QmpCommandException("stop", "1", ErrorClass.GENERIC_ERROR, "no"), 1),
                arguments(new UsageException("no"), 2),
                arguments(new QmpInvalidCommandException("no", "arguments.a", null), 2),
                arguments(new QmpConnectException("no", null), 3),
                arguments(new QmpNobodyListensException("no", null), 3),
                arguments(new QmpTimeoutException("no", Outcome.UNKNOWN, null), 4),
                arguments(new QmpTimeoutException("no", Outcome.NOT_SENT, null), 4),
                arguments(new QmpHandshakeException("no", null), 5),
                arguments(new QmpDisconnectedException("no", Outcome.UNKNOWN, null), 5),
                arguments(new QmpProtocolException("no", Outcome.UNKNOWN, null), 5),
                arguments(new QmpDecodeException("no", null), 5),
                arguments(new QmpEventsLostException("no", null), 5),
                arguments(new QmpBusyException("no", null), 5),
                arguments(new QmpInterruptedException("no", Outcome.UNKNOWN, null), 130),
                arguments(new OutputClosedException(new IOException("Broken pipe")), 141),
                arguments(new IllegalStateException("no"), 70),
                arguments(new StackOverflowError(), 70));
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
