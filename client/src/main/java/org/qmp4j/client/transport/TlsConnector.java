package org.qmp4j.client.transport;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpHandshakeException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.options.KeepAlive;
import org.qmp4j.client.spi.Connector;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.spi.StreamTransport;
import org.qmp4j.client.spi.Transport;
import org.qmp4j.client.thread.Threads;
import org.qmp4j.client.thread.Timer;

/** TLS over TCP; see {@code TlsEndpoint}. Immutable. */
public final class TlsConnector implements Connector {
    private static final String SILENCE =
            ": does it speak TLS? Or a trust manager or key manager of the SSLContext has not returned";

    private final String host;
    private final int port;
    private final @Nullable SSLContext context;
    private final boolean checkHostName;

    /** With the certificates that the JVM trusts, and the host name checked. */
    public TlsConnector(String host, int port) {
        this(host, EndpointText.checkPort(port), null, true);
    }

    private TlsConnector(String host, int port, @Nullable SSLContext context, boolean checkHostName) {
        this.host = host;
        this.port = port;
        this.context = context;
        this.checkHostName = checkHostName;
    }

    /** This one with certificates of the caller's own. */
    public TlsConnector withContext(SSLContext context) {
        return new TlsConnector(host, port, context, checkHostName);
    }

    /** This one with any name allowed in a trusted certificate. */
    public TlsConnector withoutHostNameCheck() {
        return new TlsConnector(host, port, context, false);
    }

    // Neither a connect nor a handshake of the JDK hears of an interrupt, so they have a thread of their own. It ends
    // by the deadline, and at once when its socket is closed; but not while it runs a trust or key manager of the
    // application, which is left behind.
    @Override
    public Transport open(Deadline deadline) {
        CompletableFuture<Socket> connected = new CompletableFuture<>();
        CompletableFuture<Transport> opened = new CompletableFuture<>();
        Threads.start("qmp4j-connect " + this, () -> open(deadline, connected, opened));
        try {
            // Returns by the deadline.
            Socket raw = connected.get();
            return await(opened, raw, deadline);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failed.getCause();
        } catch (InterruptedException interrupted) {
            connected.cancel(false);
            var unused = connected.thenAccept(TlsConnector::closeQuietly);
            Thread.currentThread().interrupt();
            throw new QmpInterruptedException("interrupted while connecting to " + this, interrupted);
        }
    }

    private Transport await(CompletableFuture<Transport> opened, Socket raw, Deadline deadline)
            throws ExecutionException, InterruptedException {
        try {
            return opened.get(Math.max(1, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            closeQuietly(raw);
            opened.completeExceptionally(noSession(" within " + deadline + SILENCE, late));
            return opened.get();
        }
    }

    private void open(Deadline deadline, CompletableFuture<Socket> connected, CompletableFuture<Transport> opened) {
        try {
            TlsRawSocket raw = TcpConnector.firstThatAnswers(host, port, toString(), deadline, TlsConnector::connect);
            if (!connected.complete(raw)) {
                closeQuietly(raw);
                return;
            }
            Transport transport = over(raw, deadline);
            if (!opened.complete(transport)) {
                transport.close();
            }
        } catch (RuntimeException | Error failed) {
            Threads.fail(opened, failed);
            Threads.fail(connected, failed);
        }
    }

    private Transport over(TlsRawSocket raw, Deadline deadline) {
        try {
            return handshake(raw, deadline);
        } catch (IOException failed) {
            closeQuietly(raw);
            throw noSession(reason(failed, deadline), failed);
        } catch (RuntimeException | Error failed) {
            closeQuietly(raw);
            throw failed;
        }
    }

    private QmpHandshakeException noSession(String reason, Exception cause) {
        return new QmpHandshakeException("no TLS session with " + this + reason, cause);
    }

    private Transport handshake(TlsRawSocket raw, Deadline deadline) throws IOException {
        // A read timeout would start again with each byte. Closing the socket always ends the handshake.
        Future<?> guard = Timer.after(deadline.remaining(), () -> closeQuietly(raw));
        SSLSocket tls;
        try {
            tls = handshake(raw);
        } catch (IOException | RuntimeException | Error failed) {
            guard.cancel(false);
            throw failed;
        }
        if (!guard.cancel(false)) {
            throw new IOException("the deadline of " + deadline + " has passed");
        }
        // Only the raw socket can be closed while a write is stuck; the TLS one would wait to say good-bye.
        return new StreamTransport(
                toString(),
                new TlsRefusal.Input(tls.getInputStream()),
                new NewlineApart(raw.under(tls.getOutputStream())),
                new RawSocket(raw));
    }

    private static String reason(IOException failed, Deadline deadline) {
        if (deadline.hasPassed()) {
            return " within " + deadline + SILENCE;
        }
        // No subclass: what came is no TLS at all.
        return ": " + TlsRefusal.text(failed)
                + (failed.getClass().equals(SSLException.class) ? ": does it speak TLS?" : "");
    }

    // A plain socket, not a channel's: a channel is closed by an interrupt, and on JDK 17 its reads hold up its writes.
    private static TlsRawSocket connect(InetSocketAddress address, int timeoutMillis) throws IOException {
        TlsRawSocket socket = new TlsRawSocket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(address, timeoutMillis);
            return socket;
        } catch (IOException | RuntimeException | Error failed) {
            socket.close();
            throw failed;
        }
    }

    private SSLSocket handshake(Socket raw) throws IOException {
        SSLSocket tls = (SSLSocket) context().getSocketFactory().createSocket(raw, host, port, false);
        if (checkHostName) {
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
        }
        tls.startHandshake();
        return tls;
    }

    private SSLContext context() {
        if (context != null) {
            return context;
        }
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException broken) {
            throw new QmpConnectException("this JVM has no usable TLS: " + broken.getMessage(), broken);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            // It is gone either way.
        }
    }

    /** The socket under TLS. */
    private record RawSocket(Socket socket) implements StreamTransport.Breaker {
        @Override
        public void breakOff() {
            closeQuietly(socket);
        }

        @Override
        public void keepAlive(KeepAlive keepAlive) {
            KeepAliveSetter.set(socket::setOption, socket.supportedOptions(), keepAlive);
        }
    }

    /** {@code tls:host:4444}. */
    @Override
    public String toString() {
        return "tls:" + EndpointText.print(host, port);
    }

    /**
     * Sends the newline that ends a message in a TLS record of its own. QEMU 7.2 looks at what it has decrypted only when
     * another record comes, and would leave the command unread.
     */
    private static final class NewlineApart extends FilterOutputStream {
        NewlineApart(OutputStream tls) {
            super(tls);
        }

        @Override
        public void write(byte[] message, int offset, int length) throws IOException {
            boolean newlineApart = length > 1 && message[offset + length - 1] == '\n';
            out.write(message, offset, newlineApart ? length - 1 : length);
            if (newlineApart) {
                out.flush();
                out.write('\n');
            }
        }
    }
}
