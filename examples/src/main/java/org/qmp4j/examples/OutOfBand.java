package org.qmp4j.examples;

import static org.qmp4j.qemu.QemuCommands.blockdevAdd;
import static org.qmp4j.qemu.QemuCommands.queryStatus;
import static org.qmp4j.qemu.QemuCommands.queryYank;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.protocol.Nothing;
import org.qmp4j.qemu.type.BlockdevOptions;
import org.qmp4j.qemu.type.BlockdevOptionsNbd;
import org.qmp4j.qemu.type.InetSocketAddress;
import org.qmp4j.qemu.type.SocketAddress;
import org.qmp4j.qemu.type.YankInstance;

/** The samples of {@code docs/guide/out-of-band.md}. */
public final class OutOfBand {
    private OutOfBand() {}

    static void query(QmpClient vm) {
        // tag::query
        System.out.println(vm.isOutOfBandEnabled());
        for (YankInstance instance : vm.execute(queryYank(), CallOptions.outOfBand())) {
            System.out.println(instance.toJson());
        }
        // end::query
    }

    static void refused(QmpClient vm) {
        // tag::refused
        try {
            vm.execute(queryStatus(), CallOptions.outOfBand());
        } catch (QmpException refused) {
            System.out.println(refused.getMessage());
        }
        // end::refused
    }

    static void hanging(QmpClient vm) throws IOException {
        // tag::hanging
        // A disk on an NBD server that accepts the connection and then sends nothing.
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SocketAddress address = SocketAddress.builder()
                    .inet(InetSocketAddress.of("127.0.0.1", String.valueOf(server.getLocalPort())));
            BlockdevOptions disk = BlockdevOptions.builder().nodeName("disk0").nbd(BlockdevOptionsNbd.of(address));
            CompletableFuture<Nothing> hanging = vm.submit(blockdevAdd(disk));
            try (Socket connection = server.accept()) {
                for (YankInstance instance : vm.execute(queryYank(), CallOptions.outOfBand())) {
                    System.out.println(instance.toJson());
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
