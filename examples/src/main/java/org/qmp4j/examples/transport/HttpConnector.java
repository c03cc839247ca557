package org.qmp4j.examples.transport;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.spi.Connector;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.spi.MessageTransport;
import org.qmp4j.client.spi.Transport;
import org.qmp4j.client.spi.UndeliveredException;

// tag::http
/** A monitor behind a web service: GET returns the greeting, POST takes a command and returns its reply. */
public record HttpConnector(HttpClient http, URI monitor) implements Connector {
    @Override
    public Transport open(Deadline deadline) {
        try {
            HttpRequest hello = HttpRequest.newBuilder(monitor)
                    .timeout(Duration.ofMillis(Math.max(1, deadline.remainingMillis())))
                    .build();
            HttpResponse<byte[]> greeting = http.send(hello, BodyHandlers.ofByteArray());
            if (greeting.statusCode() != 200) {
                throw new IOException("status " + greeting.statusCode());
            }
            return new MessageTransport(toString(), greeting.body(), this::exchange);
        } catch (IOException failed) {
            throw new QmpConnectException("could not connect to " + this + ": " + failed.getMessage(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new QmpInterruptedException("interrupted while connecting to " + this, interrupted);
        }
    }

    private byte[] exchange(byte[] command) throws IOException, InterruptedException, UndeliveredException {
        HttpRequest request = HttpRequest.newBuilder(monitor)
                .POST(BodyPublishers.ofByteArray(command))
                .build();
        HttpResponse<byte[]> reply = http.send(request, BodyHandlers.ofByteArray());
        return switch (reply.statusCode()) {
            case 200 -> reply.body();
            // This service sends 503 before it has passed anything on, and 504 if QEMU did not reply in time.
            case 503 -> throw UndeliveredException.notSent("the service is busy");
            case 504 -> throw UndeliveredException.unknown("the service got no reply");
            default -> throw new IOException("status " + reply.statusCode());
        };
    }

    @Override
    public String toString() {
        return monitor.toString();
    }
}
// end::http
