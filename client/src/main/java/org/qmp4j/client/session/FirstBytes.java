package org.qmp4j.client.session;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpHandshakeException;
import org.qmp4j.client.transport.Deadline;
import org.qmp4j.client.transport.Transport;

/** What came first over a connection on which no guest agent answers: it shows a person what it is that does. */
final class FirstBytes {
    private static final int KEPT = 60;

    private static final String NO_AGENT =
            "is qemu-ga installed and running in the guest, or is the guest still booting?";

    private volatile byte[] bytes = new byte[0];

    /** Some bytes have come. Reader thread only. */
    void received(byte[] buffer, int offset, int length) {
        if (bytes.length == 0) {
            bytes = Arrays.copyOfRange(buffer, offset, offset + Math.min(length, KEPT));
        }
    }

    QmpConnectException nobodyAnswered(Transport transport, Deadline deadline) {
        byte[] first = bytes;
        if (first.length > 0) {
            return new QmpHandshakeException(
                    transport.name() + " speaks, but did not answer guest-sync-delimited within " + deadline
                            + "; is it a guest agent? It began with: "
                            + new String(first, StandardCharsets.ISO_8859_1).strip(),
                    null);
        }
        return new QmpConnectException(
                "connected to " + transport.name() + ", but no guest agent answered within " + deadline + ": "
                        + transport.explainSilence(": " + NO_AGENT).orElse(NO_AGENT),
                null);
    }
}
