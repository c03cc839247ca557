package org.qmp4j.benchmarks.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The answer of the newest QEMU to {@code query-qmp-schema}: the large reply that the echo server gives. */
final class Schema {
    private static final String BEFORE = "{\"return\": ";

    private Schema() {}

    static void fetch(Path file) throws IOException, InterruptedException {
        Peer qemu = new Peer(
                Places.qemu(true),
                "-machine",
                "none",
                "-nodefaults",
                "-display",
                "none",
                "-qmp",
                "unix:@,server=on,wait=off");
        try (Peer.Running running = qemu.start();
                SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(running.socket()));
                BufferedReader lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.US_ASCII))) {
            lines.readLine();
            channel.write(StandardCharsets.US_ASCII.encode("{\"execute\":\"qmp_capabilities\"}\n"));
            lines.readLine();
            channel.write(StandardCharsets.US_ASCII.encode("{\"execute\":\"query-qmp-schema\"}\n"));
            String answer = lines.readLine();
            Files.writeString(file, answer.substring(BEFORE.length(), answer.length() - 1));
        }
    }
}
