package org.qmp4j.descriptors;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFVSOCKSocketAddress;
import org.newsclub.net.unix.ConnectionResetSocketException;
import org.newsclub.net.unix.NoSuchDeviceSocketException;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.error.QmpNotListeningException;
import org.qmp4j.client.spi.Connector;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.spi.StreamTransport;
import org.qmp4j.client.spi.Transport;

/** A socket between a virtual machine and its host. */
record VsockConnector(long cid, long port) implements Connector {
    // The number above stands for "any" in both.
    private static final long MAX = 0xFFFF_FFFEL;

    VsockConnector {
        if (cid < 0 || cid > MAX) {
            throw new IllegalArgumentException("a CID is a number from 0 to " + MAX + ", not " + cid);
        }
        if (port < 0 || port > MAX) {
            throw new IllegalArgumentException("a vsock port is a number from 0 to " + MAX + ", not " + port);
        }
    }

    // The library's connect neither keeps to a timeout nor hears of an interrupt, so it has a thread of its own. The
    // kernel ends it after some seconds without an answer.
    @Override
    public Transport open(Deadline deadline) {
        CompletableFuture<VsockSocket> connecting = new CompletableFuture<>();
        Thread thread = new Thread(() -> connect(connecting), "qmp4j-connect " + this);
        thread.setDaemon(true);
        thread.start();
        try {
            return over(connecting.get(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS));
        } catch (ExecutionException failed) {
            throw refused(failed.getCause());
        } catch (TimeoutException late) {
            abandon(connecting);
            throw new QmpConnectException("could not connect to " + this + " within " + deadline + ": no answer", late);
        } catch (InterruptedException interrupted) {
            abandon(connecting);
            Thread.currentThread().interrupt();
            throw new QmpInterruptedException("interrupted while connecting to " + this, interrupted);
        }
    }

    private void connect(CompletableFuture<VsockSocket> connecting) {
        VsockSocket socket = null;
        try {
            socket = new VsockSocket();
            socket.connect(AFVSOCKSocketAddress.ofPortAndCID((int) port, (int) cid));
            if (!connecting.complete(socket)) {
                Sockets.closeQuietly(socket);
            }
        } catch (IOException | RuntimeException | Error failed) {
            if (socket != null) {
                Sockets.closeQuietly(socket);
            }
            connecting.completeExceptionally(failed);
        }
    }

    private static void abandon(CompletableFuture<VsockSocket> connecting) {
        if (!connecting.cancel(false) && !connecting.isCompletedExceptionally()) {
            // It was connected in this very moment.
            Sockets.closeQuietly(connecting.join());
        }
    }

    private Transport over(VsockSocket socket) {
        try {
            return new StreamTransport(
                    toString(), socket.getInputStream(), socket.getOutputStream(), () -> Sockets.closeQuietly(socket));
        } catch (IOException failed) {
            Sockets.closeQuietly(socket);
            throw refused(failed);
        } catch (RuntimeException | Error failed) {
            Sockets.closeQuietly(socket);
            throw failed;
        }
    }

    private QmpConnectException refused(@Nullable Throwable failed) {
        String start = "could not connect to " + this + ": ";
        if (failed instanceof ConnectionResetSocketException || failed instanceof ConnectException) {
            return new QmpNotListeningException(
                    start + "machine " + cid + " exists, but no process listens on that port", failed);
        }
        if (failed instanceof NoSuchDeviceSocketException) {
            return new QmpNotListeningException(
                    start + "there is no machine " + cid + "; is it running, with -device vhost-vsock-pci,guest-cid="
                            + cid + "?",
                    failed);
        }
        if (failed instanceof SocketTimeoutException) {
            return new QmpConnectException(start + "machine " + cid + " does not answer", failed);
        }
        return Sockets.unusable(this, failed);
    }

    /** {@code vsock:3:1234}. */
    @Override
    public String toString() {
        return "vsock:" + cid + ":" + port;
    }
}
