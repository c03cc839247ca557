package org.qmp4j.benchmarks.fair;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.qmp4j.client.ConnectOptions;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.transport.Endpoint;
import org.qmp4j.protocol.RawCommand;

/**
 * Calls to an honest QEMU, a thousand a second, beside nothing and beside hostile peers, which are processes of their own.
 * Prints a table: times in microseconds, and the 99th percentile as a multiple of the one beside nothing in the same round.
 *
 * <pre>{@code
 * HonestPeer SOCKET_OF_QEMU HOSTILE_SERVER CALLS ROUNDS
 * }</pre>
 */
public final class HonestPeer {
    private static final RawCommand CALL = RawCommand.named("query-status");
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /**
     * A peer beside the honest one.
     *
     * @param title what it does, for people
     * @param what it sends; empty for no peer at all
     * @param bytesPerSecond at most; 0 for as much as is read
     */
    private record Neighbour(String title, String what, long bytesPerSecond) {}

    private static final List<Neighbour> NEIGHBOURS = List.of(
            new Neighbour("nothing", "", 0),
            new Neighbour("62,000 events a second, as a guest under KVM can raise", "events", 8_900_000),
            new Neighbour("messages of 95 MiB, 100 MB a second", "large", 100_000_000),
            new Neighbour("errors of a million members, 16 MiB each, 100 MB a second", "error", 100_000_000),
            new Neighbour("events, as fast as they are read", "events", 0),
            new Neighbour("the shortest messages, as fast as they are read", "short", 0),
            new Neighbour("messages of 95 MiB, as fast as they are read", "large", 0),
            new Neighbour("errors of a million members, as fast as they are read", "error", 0));

    private record Times(double p50, double p99, double most, double failed) {}

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
        Map<Neighbour, List<Times>> results = new LinkedHashMap<>();
        try (QmpClient honest = QmpClient.connect(Endpoint.unix(words[0]))) {
            HonestPeer measured = new HonestPeer(honest, words[1], Integer.parseInt(words[2]));
            // Once to warm up.
            measured.measure();
            for (int round = 1; round <= rounds; round++) {
                for (Neighbour neighbour : NEIGHBOURS) {
                    Times times = measured.beside(neighbour);
                    System.err.println("round " + round + ", beside " + neighbour.title() + ": " + times);
                    results.computeIfAbsent(neighbour, any -> new ArrayList<>()).add(times);
                }
            }
        }
        print(results);
    }

    private Times beside(Neighbour neighbour) throws IOException, InterruptedException {
        if (neighbour.what().isEmpty()) {
            return measure();
        }
        Path folder = Files.createTempDirectory("qmp4j-benchmark");
        Path socket = folder.resolve("s");
        Process hostile = new ProcessBuilder(
                        hostileServer, socket.toString(), neighbour.what(), String.valueOf(neighbour.bytesPerSecond()))
                .inheritIO()
                .start();
        ConnectOptions patient = ConnectOptions.builder()
                .waitForSocket(true)
                .connectDeadline(Duration.ofSeconds(20))
                .build();
        try (QmpClient client = QmpClient.connect(Endpoint.unix(socket), patient)) {
            Times times = measure();
            if (!client.isOpen()) {
                throw new IOException("the neighbour has gone: " + client.closeReason());
            }
            return times;
        } finally {
            hostile.destroyForcibly().waitFor();
            Files.deleteIfExists(socket);
            Files.delete(folder);
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

    private static void print(Map<Neighbour, List<Times>> results) {
        List<Times> alone = Objects.requireNonNull(results.get(NEIGHBOURS.get(0)));
        System.out.println("| beside | p50_us | p99_us | p99, times that beside nothing | longest_us | timed out |");
        System.out.println("|---|---|---|---|---|---|");
        results.forEach((neighbour, times) -> {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < times.size(); i++) {
                ratios.add(times.get(i).p99() / alone.get(i).p99());
            }
            System.out.println("| " + neighbour.title() + " | "
                    + shown(times.stream().map(Times::p50).toList()) + " | "
                    + shown(times.stream().map(Times::p99).toList()) + " | " + shown(ratios) + " | "
                    + shown(times.stream().map(Times::most).toList()) + " | "
                    + times.stream().mapToInt(each -> (int) each.failed()).sum() + " |");
        });
    }

    /** The median, and from the least to the most. */
    private static String shown(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return number(sorted.get(sorted.size() / 2)) + " (" + number(sorted.get(0)) + " to "
                + number(sorted.get(sorted.size() - 1)) + ")";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.2f", value);
    }
}
