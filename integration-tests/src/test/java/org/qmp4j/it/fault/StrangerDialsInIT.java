package org.qmp4j.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.qmp4j.it.support.Sessions.HEARING_STOP;
import static org.qmp4j.it.support.Sessions.shortSession;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.QmpListener;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpHandshakeException;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RawSocket;
import org.qmp4j.it.support.RealQemu;

/** Programs other than QEMU connect to a listener: each is reported and closed, and QEMU is accepted after them. */
@ExtendWith(NoLeaks.class)
class StrangerDialsInIT {
    private static final ConnectOptions IMPATIENT =
            ConnectOptions.builder().connectTimeout(Duration.ofSeconds(1)).build();

    @TempDir
    private Path folder;

    private QmpListener listener() {
        return QmpListener.bind(Endpoint.unix(folder.resolve("in")));
    }

    private RawSocket dial() throws IOException {
        return RawSocket.connect(folder.resolve("in"));
    }

    private static QmpConnectException refusal(QmpListener listener, ConnectOptions options) {
        QmpConnectException refused =
                catchThrowableOfType(QmpConnectException.class, () -> listener.accept(Await.PATIENCE, options));
        assertThat(refused).as("the failure that reports the stranger").isNotNull();
        return refused;
    }

    private void assertServesQemu(QmpListener listener) throws Exception {
        try (RealQemu qemu = RealQemu.startUnheard(
                        "-chardev", "socket,id=c,server=off,path=" + folder.resolve("in"), "-mon", "c,mode=control");
                QmpClient client = listener.accept(Await.PATIENCE, HEARING_STOP)) {
            shortSession(client);
            assertThat(qemu.process().isAlive()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET / HTTP/1.1           | found: "GET / HTTP/1.1
            SSH-2.0-scanner          | found: "SSH-2.0-scanner
            '\26\3\1\2\0\1'        | found: "\\x16\\x03\\x01\\x02\\x00\\x01
            """)
    @DisplayName("who speaks another protocol is shown with the first bytes and let go, and QEMU is served next")
    void textOfAnotherProtocolIsShownAndTheConnectionClosed(String words, String shown) throws Exception {
        try (QmpListener listener = listener();
                RawSocket stranger = dial()) {
            stranger.send(words + "\r\n\r\n");
            assertThat(refusal(listener, HEARING_STOP))
                    .isInstanceOf(QmpHandshakeException.class)
                    .hasMessageContaining("does not speak QMP")
                    .hasMessageContaining(shown);
            assertThat(stranger.endsNow()).isTrue();
            assertServesQemu(listener);
        }
    }

    @Test
    @DisplayName("a silent stranger is disconnected after the connect timeout, and QEMU is served next")
    void aSilentConnectionIsClosed() throws Exception {
        try (QmpListener listener = listener();
                RawSocket stranger = dial()) {
            assertThat(refusal(listener, IMPATIENT))
                    .isNotInstanceOf(QmpHandshakeException.class)
                    .hasMessageContaining("no greeting came within 1 s");
            assertThat(stranger.endsNow()).isTrue();
            assertServesQemu(listener);
        }
    }

    @Test
    @DisplayName("who only knocks, or dies while it greets, costs one accept each, and QEMU is served next")
    void aConnectionThatClosesEarlyFailsOneAccept() throws Exception {
        try (QmpListener listener = listener()) {
            for (String words : new String[] {"", "{", "{\"QMP\": {\"version\": "}) {
                try (RawSocket leaving = dial()) {
                    leaving.send(words);
                }
                assertThat(refusal(listener, HEARING_STOP))
                        .isInstanceOf(QmpHandshakeException.class)
                        .hasMessageContaining("the peer closed the connection before a session had begun");
            }
            assertServesQemu(listener);
        }
    }
}
