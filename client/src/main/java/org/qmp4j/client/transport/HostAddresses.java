package org.qmp4j.client.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.thread.Threads;

/** Looks up a host name without waiting longer than the deadline: the JDK's own look-up knows none. */
final class HostAddresses {
    private HostAddresses() {}

    static List<InetAddress> of(String host, String name, Deadline deadline) {
        CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
        Threads.start("qmp4j-resolver " + host, () -> resolve(host, found));
        try {
            return found.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new QmpInterruptedException("interrupted while connecting to " + name, interrupted);
        } catch (TimeoutException late) {
            throw new QmpConnectException("could not look up the host of " + name + " within " + deadline, late);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw new QmpConnectException("could not connect to " + name + ": unknown host '" + host + "'", failed);
        }
    }

    private static void resolve(String host, CompletableFuture<List<InetAddress>> found) {
        try {
            found.complete(List.of(InetAddress.getAllByName(host)));
        } catch (UnknownHostException | RuntimeException | Error failed) {
            Threads.fail(found, failed);
        }
    }
}
