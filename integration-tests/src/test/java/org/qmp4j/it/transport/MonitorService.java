package org.qmp4j.it.transport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.qmp4j.client.QmpClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The web service that {@link org.qmp4j.examples.transport.HttpConnector} is for, in front of one monitor. */
final class MonitorService implements AutoCloseable {
    private static final String GREETING =
            "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 0, \"minor\": 0, \"major\": 10}, \"package\": \"\"},"
                    + " \"capabilities\": []}}";

    private final JsonMapper json = new JsonMapper();
    private final QmpClient monitor;
    private final HttpServer server;
    private volatile int refuseWith;

    MonitorService(QmpClient monitor) throws IOException {
        this.monitor = monitor;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/vm1", this::handle);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/vm1");
    }

    /** From now on commands get this status; 0 for none. */
    void refuseWith(int status) {
        refuseWith = status;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("GET")) {
                respond(exchange, 200, GREETING);
                return;
            }
            JsonNode command = json.readTree(exchange.getRequestBody());
            if (refuseWith != 0) {
                respond(exchange, refuseWith, "");
            } else {
                respond(exchange, 200, reply(command));
            }
        }
    }

    // This service has a session already.
    private String reply(JsonNode command) {
        return command.path("execute").asString().equals("qmp_capabilities")
                ? "{\"return\": {}, \"id\": " + command.get("id") + "}"
                : monitor.send(command).toString();
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
