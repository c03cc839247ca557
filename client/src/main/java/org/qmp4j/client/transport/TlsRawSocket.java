package org.qmp4j.client.transport;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/**
 * The socket under TLS. It throws away what cannot be written, and reports nothing: a server that refuses a client sends an alert
 * and closes the connection, and JSSE, which would give up at its own next write, must read that alert first. If there is none, the
 * read meets the end of the same connection.
 */
final class TlsRawSocket extends Socket {
    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            private boolean isBroken;

            @Override
            public void write(byte[] bytes, int offset, int length) {
                try {
                    if (!isBroken) {
                        out.write(bytes, offset, length);
                    }
                } catch (IOException readerTells) {
                    isBroken = true;
                }
            }

            @Override
            public void write(int oneByte) {
                write(new byte[] {(byte) oneByte}, 0, 1);
            }
        };
    }
}
