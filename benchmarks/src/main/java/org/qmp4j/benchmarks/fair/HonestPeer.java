package org.qmp4j.benchmarks.fair;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.protocol.RawCommand;

/**
 * Measures calls to an honest QEMU, a thousand a second, without a second peer and while each of several hostile peers runs in a
 * separate process. Each hostile peer is read once by this JVM and once by another one ({@link HostileReader}). The second run is
 * the control: it shows the effect of the machine, on which all processes share the cores. Prints a table: times in microseconds,
 * and the 99th percentile relative to the run without a second peer and to the control of the same round.
 *
 * <pre>{@code
 * HonestPeer SOCKET_OF_QEMU HOSTILE_SERVER CALLS ROUNDS
 * }</pre>
 */
public final class HonestPeer {
    private static final RawCommand CALL = RawCommand.named("query-status");
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /**
     * The second peer.
     *
     * @param title what it does, for the table
     * @param what the kind of messages that it sends; empty for no second peer
     * @param bytesPerSecond the limit of its rate; 0 for no limit
     */
    private record Neighbour(String title, String what, long bytesPerSecond) {}

    private static final List<Neighbour> NEIGHBOURS = List.of(
            new Neighbour("none", "", 0),
            new Neighbour("62,000 events a second, as many as a guest under KVM can cause", "events", 8_900_000),
            new Neighbour("messages of 95 MiB, 100 MB a second", "large", 100_000_000),
            new Neighbour("errors of a million members, 16 MiB each, 100 MB a second", "error", 100_000_000),
            new Neighbour("events, as fast as they are read", "events", 0),
            new Neighbour("the shortest messages, as fast as they are read", "short", 0),
            new Neighbour("messages of 95 MiB, as fast as they are read", "large", 0),
            new Neighbour("errors of a million members, as fast as they are read", "error", 0));

    private record Times(double p50, double p99, double most, double failed) {}

    /** The results of one neighbour in one round. */
    private record Pair(Times here, Times elsewhere) {}

    private final QmpClient honest;
    private final String hostileServer;
    private final int calls;

    private HonestPeer(QmpClient honest, String hostileServer, int calls) {
        this.honest = honest;
        this.hostileServer = hostileServer;
        this.calls = calls;
    }

    /** Measures. */
    public static void main(String[] words) throws IOException, InterruptedException {
        int rounds = Integer.parseInt(words[3]);
        Map<Neighbour, List<Pair>> results = new LinkedHashMap<>();
        try (QmpClient honest = QmpClient.connect(Endpoint.unix(words[0]))) {
            HonestPeer measured = new HonestPeer(honest, words[1], Integer.parseInt(words[2]));
            // Once to warm up.
            measured.measure();
            for (int round = 1; round <= rounds; round++) {
                for (Neighbour neighbour : NEIGHBOURS) {
                    Pair pair = measured.beside(neighbour);
                    System.err.println("round " + round + ", second peer: " + neighbour.title() + ": " + pair);
                    results.computeIfAbsent(neighbour, any -> new ArrayList<>()).add(pair);
                }
            }
        }
        print(results);
    }

    private Pair beside(Neighbour neighbour) throws IOException, InterruptedException {
        if (neighbour.what().isEmpty()) {
            Times alone = measure();
            return new Pair(alone, alone);
        }
        Times elsewhere = served(neighbour, this::readElsewhere);
        return new Pair(served(neighbour, this::readHere), elsewhere);
    }

    private interface Reading {
        Times of(Path socket) throws IOException, InterruptedException;
    }

    private Times served(Neighbour neighbour, Reading reading) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("qmp4j-benchmark");
        Path socket = folder.resolve("s");
        Process hostile = new ProcessBuilder(
                        hostileServer, socket.toString(), neighbour.what(), String.valueOf(neighbour.bytesPerSecond()))
                .inheritIO()
                .start();
        try {
            return reading.of(socket);
        } finally {
            hostile.destroyForcibly().waitFor();
            Files.deleteIfExists(socket);
            Files.delete(folder);
        }
    }

    private Times readHere(Path socket) throws IOException {
        try (QmpClient client = HostileReader.connect(socket)) {
            Times times = measure();
            if (!client.isOpen()) {
                throw new IOException("the second peer closed the connection: " + client.closeReason());
            }
            return times;
        }
    }

    private Times readElsewhere(Path socket) throws IOException, InterruptedException {
        Process reader = HostileReader.start(socket);
        try {
            Times times = measure();
            if (!reader.isAlive()) {
                throw new IOException("the other JVM has ended");
            }
            return times;
        } finally {
            reader.destroyForcibly().waitFor();
        }
    }

    private Times measure() {
        double[] micros = new double[calls];
        int failed = 0;
        for (int i = 0; i < calls; i++) {
            long start = System.nanoTime();
            try {
                honest.execute(CALL);
            } catch (QmpTimeoutException late) {
                failed++;
            }
            micros[i] = (System.nanoTime() - start) / 1e3;
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        Arrays.sort(micros);
        return new Times(micros[calls / 2], micros[(int) (calls * 99L / 100)], micros[calls - 1], failed);
    }

    private static void print(Map<Neighbour, List<Pair>> results) {
        List<Pair> alone = Objects.requireNonNull(results.get(NEIGHBOURS.get(0)));
        System.out.println("| second peer | p50_us | p99_us | p99, relative to no second peer "
                + "| p99, relative to a second peer that another JVM reads | longest_us | timed out |");
        System.out.println("|---|---|---|---|---|---|---|");
        results.forEach((neighbour, pairs) -> {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < pairs.size(); i++) {
                ratios.add(pairs.get(i).here().p99() / alone.get(i).here().p99());
            }
            System.out.println("| " + neighbour.title() + " | "
                    + shown(pairs, Times::p50) + " | "
                    + shown(pairs, Times::p99) + " | " + shown(ratios) + " | "
                    + shown(pairs.stream()
                            .map(pair -> pair.here().p99() / pair.elsewhere().p99())
                            .toList())
                    + " | " + shown(pairs, Times::most) + " | "
                    + pairs.stream()
                            .mapToInt(pair -> (int) pair.here().failed())
                            .sum() + " |");
        });
    }

    private static String shown(List<Pair> pairs, Function<Times, Double> figure) {
        return shown(pairs.stream().map(pair -> figure.apply(pair.here())).toList());
    }

    /** The median, and in brackets the minimum and the maximum. */
    private static String shown(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return number(sorted.get(sorted.size() / 2)) + " (" + number(sorted.get(0)) + " to "
                + number(sorted.get(sorted.size() - 1)) + ")";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.2f", value);
    }
}
