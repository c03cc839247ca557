package org.qmp4j.descriptors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.Socket;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.newsclub.net.unix.AFUNIXServerSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpNotListeningException;
import org.qmp4j.client.spi.Connector;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.spi.Transport;

class AbstractUnixEndpointTest {
    private static final Deadline PATIENCE = Deadline.after(Duration.ofSeconds(20));

    private final String name = "qmp4j-" + UUID.randomUUID();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unix:@vm.qmp | unix:@vm.qmp",
                "unix:@vm.qmp,server=on,wait=off | unix:@vm.qmp",
                "unix:vm.qmp,abstract=on,server=on,wait=off | unix:@vm.qmp",
                "unix:vm.qmp,abstract,server,nowait | unix:@vm.qmp",
                "unix:/run/a,,b,abstract=on,tight=on | unix:@/run/a,,b",
                "unix:@vm.qmp,abstract=on | unix:@@vm.qmp",
                "socket,id=c,path=vm.qmp,abstract=on,server=on | unix:@vm.qmp",
            })
    void itsTextIsParsed(String text, String printed) {
        Endpoint endpoint = Endpoint.parse(text);
        assertThat(endpoint.connector())
                .isInstanceOf(AbstractUnixConnector.class)
                .hasToString(printed);
        assertThat(Endpoint.parse(printed)).isEqualTo(endpoint);
    }

    @Test
    void itsNameHas1To107Bytes() {
        assertThat(Descriptors.abstractUnix("\u00e9".repeat(53) + "x").toString())
                .endsWith("x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Descriptors.abstractUnix("\u00e9".repeat(54)))
                .withMessageContaining("1 to 107 bytes, not 108");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.parse("unix:@"))
                .withMessageContaining("not 0");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aNameWithoutAListenerIsReported() {
        assertThatExceptionOfType(QmpNotListeningException.class)
                .isThrownBy(() -> Descriptors.abstractUnix(name).connector().open(PATIENCE))
                .withMessageContaining("could not connect to unix:@" + name + ": ")
                .withMessageContaining("-qmp unix:" + name + ",abstract=on,server=on,wait=off");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void silenceIsExplained() throws Exception {
        try (AFUNIXServerSocket server = AFUNIXServerSocket.newInstance()) {
            server.bind(AFUNIXSocketAddress.inAbstractNamespace(name));
            Connector connector = Descriptors.abstractUnix(name).connector();
            try (Transport transport = connector.open(PATIENCE)) {
                String thisJvm = "(pid " + ProcessHandle.current().pid() + ")";
                assertThat(connector.explainSilence("").orElseThrow())
                        .startsWith("the connection is not accepted: ")
                        .contains(thisJvm);
                try (Socket peer = server.accept()) {
                    assertThat(transport.carriesDescriptors()).as("to %s", peer).isTrue();
                    assertThat(connector.explainSilence(": why?").orElseThrow())
                            .startsWith("the connection is accepted by ")
                            .endsWith(thisJvm + ", which says nothing: why?");
                }
            }
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void connectWaitsForAFullQueueUntilItsTimeout() throws Exception {
        try (AFUNIXServerSocket server = AFUNIXServerSocket.newInstance()) {
            server.bind(AFUNIXSocketAddress.inAbstractNamespace(name), 1);
            Endpoint endpoint = Descriptors.abstractUnix(name);
            try (Transport first = endpoint.connector().open(PATIENCE);
                    Transport second = endpoint.connector().open(PATIENCE)) {
                assertThatExceptionOfType(QmpConnectException.class)
                        .as("beside %s and %s", first, second)
                        .isThrownBy(() -> endpoint.connector().open(Deadline.after(Duration.ofMillis(50))))
                        .isNotInstanceOf(QmpNotListeningException.class)
                        .withMessageContaining("its queue of connections is full; the connection is not accepted");
            }
        }
    }
}
