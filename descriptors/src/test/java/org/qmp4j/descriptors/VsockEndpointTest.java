package org.qmp4j.descriptors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.spi.Deadline;

/** Addresses, and machines that do not exist. The integration tests use one that exists. */
class VsockEndpointTest {
    @ParameterizedTest
    @ValueSource(strings = {"vsock:3:1234", "vsock:0:0", "vsock:4294967294:4294967294"})
    void theClientParsesItsTextIfTheModuleIsPresent(String text) {
        assertThat(Endpoint.parse(text).connector())
                .isInstanceOf(VsockConnector.class)
                .hasToString(text);
    }

    @Test
    void anAddressFromCodeEqualsOneFromText() {
        assertThat(Descriptors.vsock(3, 1234)).isEqualTo(Endpoint.parse("vsock:3:1234"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vsock:            | write vsock:CID:PORT",
                "vsock:3           | write vsock:CID:PORT",
                "vsock:3:          | write vsock:CID:PORT",
                "vsock:host:1234   | write vsock:CID:PORT",
                "vsock:-1:1234     | write vsock:CID:PORT",
                "vsock:3:1234:5    | write vsock:CID:PORT",
                "vsock:4294967295:1 | a CID is a number from 0 to 4294967294, not 4294967295",
                "vsock:3:4294967295 | a vsock port is a number from 0 to 4294967294, not 4294967295",
            })
    void anyOtherTextIsRejectedWithTheExpectedForm(String text, String words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.parse(text))
                .withMessageContaining(words);
    }

    @Test
    @Tag("slow")
    void aMissingMachineIsReportedWithItsAddress() {
        assertThatExceptionOfType(QmpConnectException.class)
                .isThrownBy(
                        () -> Descriptors.vsock(123456, 1234).connector().open(Deadline.after(Duration.ofSeconds(20))))
                .withMessageStartingWith("could not connect to vsock:123456:1234");
    }

    @Test
    void anInterruptedCallerDoesNotWait() {
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(QmpInterruptedException.class)
                    .isThrownBy(() -> Descriptors.vsock(1, 1234).connector().open(Deadline.after(Duration.ofDays(1))));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
