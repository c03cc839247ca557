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
    private volatile boolean isBroken;

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
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

    /**
     * A TLS stream over this socket. It fails after the first write that this socket has thrown away, so that no later command is
     * taken for one that was sent.
     */
    OutputStream under(OutputStream tls) {
        return new FilterOutputStream(tls) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
                requireWhole();
            }

            @Override
            public void flush() throws IOException {
                out.flush();
                requireWhole();
            }

            private void requireWhole() throws IOException {
                if (isBroken) {
                    throw new IOException("the connection is broken; its reader reports why");
                }
            }
        };
    }
}
