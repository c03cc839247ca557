package org.qmp4j.benchmarks.report;

import java.io.Closeable;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that listens on a unix socket.
 *
 * @param command its command line; {@code @} in an argument stands for the path of the socket
 */
record Peer(List<String> command) {
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(20);

    Peer(String... command) {
        this(List.of(command));
    }

    /** The same on the first core alone. */
    Peer onOneCore() {
        List<String> longer = new ArrayList<>(List.of("taskset", "-c", "0"));
        longer.addAll(command);
        return new Peer(longer);
    }

    Running start() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("qmp4j-benchmark");
        Path socket = folder.resolve("s");
        List<String> words = command.stream()
                .map(word -> word.replace("@", socket.toString()))
                .toList();
        Process process = new ProcessBuilder(words).inheritIO().start();
        Running running = new Running(process, socket);
        try {
            running.awaitListening();
            return running;
        } catch (IOException | RuntimeException failed) {
            running.close();
            throw failed;
        }
    }

    /** A peer that runs, until it is closed. */
    record Running(Process process, Path socket) implements Closeable {
        String address() {
            return socket.toString();
        }

        /** The memory that it has, in MB. */
        double megabytes() throws IOException {
            for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Integer.parseInt(line.replaceAll("[^0-9]", "")) / 1024.0;
                }
            }
            throw new IOException("the peer has ended");
        }

        private void awaitListening() throws IOException, InterruptedException {
            long end = System.nanoTime() + MOST_NANOS;
            while (!listens()) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IOException("this does not listen on its socket: " + process.info());
                }
                process.waitFor(20, TimeUnit.MILLISECONDS);
            }
        }

        private boolean listens() {
            try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
                return channel.isConnected();
            } catch (IOException notYet) {
                return false;
            }
        }

        @Override
        public void close() throws IOException {
            process.destroyForcibly();
            process.onExit().join();
            Files.deleteIfExists(socket);
            Files.delete(socket.getParent());
        }
    }
}
