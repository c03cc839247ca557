package org.qmp4j.examples;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import org.qmp4j.client.CallOptions;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The samples of {@code docs/guide/out-of-band.md}. */
public final class OutOfBand {
    private OutOfBand() {}

    static void query(QmpClient vm) {
        // tag::query
        System.out.println(vm.isOutOfBandEnabled());
        System.out.println(vm.execute(RawCommand.named("query-yank"), CallOptions.outOfBand()));
        // end::query
    }

    static void refused(QmpClient vm) {
        // tag::refused
        try {
            vm.execute(RawCommand.named("query-status"), CallOptions.outOfBand());
        } catch (QmpException refused) {
            System.out.println(refused.getMessage());
        }
        // end::refused
    }

    static void hanging(QmpClient vm) throws IOException {
        // tag::hanging
        // A disk on an NBD server that accepts the connection and then sends nothing.
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ObjectNode address = JsonNodeFactory.instance
                    .objectNode()
                    .put("type", "inet")
                    .put("host", "127.0.0.1")
                    .put("port", String.valueOf(server.getLocalPort()));
            CompletableFuture<JsonNode> hanging = vm.submit(RawCommand.named("blockdev-add")
                    .with("driver", "nbd")
                    .with("node-name", "disk0")
                    .with("server", address));
            try (Socket connection = server.accept()) {
                for (JsonNode instance : vm.execute(RawCommand.named("query-yank"), CallOptions.outOfBand())) {
                    System.out.println(instance);
                }
                System.out.println("blockdev-add is done: " + hanging.isDone());

                connection.shutdownOutput();
                System.out.println(
                        hanging.handle((value, failure) -> failure.getMessage()).join());
            }
        }
        // end::hanging
    }
}
