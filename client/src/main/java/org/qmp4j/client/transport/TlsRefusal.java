package org.qmp4j.client.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.qmp4j.protocol.PeerText;

/** Why a server refused a client, as far as it is known, and what to do about it. */
final class TlsRefusal {
    private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");

    /** RFC 8446, 6.2, and RFC 5246, 7.2.2: what servers send where a client's certificate is missing or not to their liking. */
    private static final Set<String> ABOUT_CERTIFICATES = Set.of(
            "certificate_required",
            "no_certificate",
            "bad_certificate",
            "unsupported_certificate",
            "certificate_revoked",
            "certificate_expired",
            "certificate_unknown",
            "unknown_ca",
            "access_denied",
            "handshake_failure");

    private static final String ADVICE =
            "it may want a client certificate that it trusts (verify-peer=on of QEMU's tls-creds-x509): give"
                    + " Endpoint.tls an SSLContext with one";

    private TlsRefusal() {}

    /** The failure as a part of a message. */
    static String text(IOException failed) {
        String message = String.valueOf(failed.getMessage());
        Matcher alert = ALERT.matcher(message);
        if (!alert.find()) {
            return PeerText.quote(message);
        }
        String name = alert.group(1);
        return "the server sent the alert " + name + (ABOUT_CERTIFICATES.contains(name) ? ": " + ADVICE : "");
    }

    /**
     * What a server sends over a TLS session. In TLS 1.3 the handshake is over for the client before the server has seen its
     * certificate: the refusal comes in place of the first bytes.
     */
    static final class Input extends FilterInputStream {
        private boolean hasRead;

        Input(InputStream tls) {
            super(tls);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count;
            try {
                count = in.read(buffer, offset, length);
            } catch (SSLException failed) {
                throw new IOException(text(failed), failed);
            }
            if (count < 0 && !hasRead) {
                throw new IOException(
                        "the server closed the connection after the TLS handshake and sent nothing: " + ADVICE);
            }
            hasRead = true;
            return count;
        }
    }
}
