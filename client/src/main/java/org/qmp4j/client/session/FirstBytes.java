package org.qmp4j.client.session;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpConnectTimeoutException;
import org.qmp4j.client.error.QmpHandshakeException;
import org.qmp4j.client.framing.FramingException;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.spi.Transport;
import org.qmp4j.protocol.PeerText;
import org.qmp4j.protocol.Secrets;

/** The first bytes of a connection. They show what the peer is if it is not the expected one. */
final class FirstBytes {
    private static final int KEPT = 60;

    // RFC 854: IAC, and WILL, WONT, DO or DONT. QEMU begins with IAC WILL ECHO.
    private static final Pattern TELNET = Pattern.compile("\u00ff[\u00fb-\u00fe]");
    private static final Pattern HUMAN_MONITOR = Pattern.compile("QEMU \\S+ monitor");
    private static final Pattern QMP_MONITOR = Pattern.compile("\\s*\\{\\s*\"QMP\"\\s*:");

    private static final Map<Pattern, String> NO_QMP = Map.of(
            TELNET,
            "it speaks telnet; start QEMU with -qmp tcp:HOST:PORT,server=on,wait=off in place of -qmp telnet:...,"
                    + " or without telnet=on",
            HUMAN_MONITOR,
            "it is a monitor for people (HMP); connect to one that QEMU was started with -qmp for");
    private static final Map<Pattern, String> NO_AGENT = Map.of(
            TELNET, "it speaks telnet; start QEMU without telnet=on for this socket",
            HUMAN_MONITOR, "it is a monitor for people (HMP); connect to the socket of the guest agent",
            QMP_MONITOR, "it is a QMP monitor; use QmpClient, or connect to the socket of the guest agent");

    private static final String IS_IT_RUNNING =
            "is qemu-ga installed and running in the guest, or is the guest still booting?";

    private volatile byte[] bytes = new byte[0];

    /** Keeps these bytes if they belong to the first ones, and returns whether they do. Reader thread only. */
    boolean received(byte[] buffer, int offset, int length) {
        byte[] before = bytes;
        int count = Math.min(length, KEPT - before.length);
        if (count == 0) {
            return false;
        }
        byte[] grown = Arrays.copyOf(before, before.length + count);
        System.arraycopy(buffer, offset, grown, before.length, count);
        bytes = grown;
        return true;
    }

    /**
     * Like {@link #received}, for a session with a guest agent.
     *
     * @throws FramingException if the peer is known to be something else; the message says what to do
     */
    void requireGuestAgent(byte[] buffer, int offset, int length) throws FramingException {
        if (received(buffer, offset, length)) {
            Optional<String> other = known(NO_AGENT);
            if (other.isPresent()) {
                throw new FramingException(other.get());
            }
        }
    }

    /** What the peer is, and what to do, if it is known not to be a QMP monitor. */
    Optional<String> noQmpMonitor() {
        return known(NO_QMP);
    }

    private Optional<String> known(Map<Pattern, String> peers) {
        String text = text();
        return peers.entrySet().stream()
                .filter(peer -> peer.getKey().matcher(text).lookingAt())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private String text() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The bytes as text for a message, with secrets masked. */
    String shown() {
        return PeerText.quote(Secrets.anywhere().maskText(text().strip()));
    }

    QmpConnectException noAnswer(Connection connection, Deadline deadline) {
        Transport transport = connection.transport();
        if (bytes.length > 0) {
            return new QmpHandshakeException(
                    transport.name() + " sent something, but did not answer guest-sync-delimited within " + deadline
                            + "; is it a guest agent? It began with: " + shown(),
                    null);
        }
        return new QmpConnectTimeoutException(
                "connected to " + transport.name() + ", but no guest agent answered within " + deadline + ": "
                        + connection
                                .connector()
                                .explainSilence(": " + IS_IT_RUNNING)
                                .orElse(IS_IT_RUNNING
                                        + " Or another client is connected: QEMU serves one at a time, and a"
                                        + " QMP monitor that serves another client is silent too"),
                null);
    }
}
