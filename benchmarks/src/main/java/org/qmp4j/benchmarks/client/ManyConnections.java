package org.qmp4j.benchmarks.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;

/**
 * Many connections in one JVM: all connect, send one command and receive events. There is no warm-up; of the events the
 * median counts, so the JVM has compiled what delivers them by then.
 */
final class ManyConnections {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final int SHOUTS = 25;

    private ManyConnections() {}

    static void run(Path socket, int count, String command) throws IOException {
        List<QmpClient> clients = new ArrayList<>();
        List<EventSubscription<RawEvent>> subscriptions = new ArrayList<>();
        try {
            long start = System.nanoTime();
            QmpClient first = connect(socket, clients, subscriptions);
            double memoryOfOne = residentMegabytes();
            for (int i = 1; i < count; i++) {
                connect(socket, clients, subscriptions);
            }
            long connected = System.nanoTime();
            askAll(clients, command);
            long answered = System.nanoTime();
            double memory = residentMegabytes();
            double[] shoutMillis = new double[SHOUTS];
            for (int i = 0; i < SHOUTS; i++) {
                long shout = System.nanoTime();
                first.execute(RawCommand.named("shout"));
                for (EventSubscription<RawEvent> events : subscriptions) {
                    events.next(DEADLINE);
                }
                shoutMillis[i] = (System.nanoTime() - shout) / 1e6;
            }
            Arrays.sort(shoutMillis);
            JavaClient.print(Map.of(
                    "connect_ms", (connected - start) / 1e6,
                    "answer_ms", (answered - connected) / 1e6,
                    "event_ms", shoutMillis[SHOUTS / 2],
                    "rss_mb", memory,
                    "each_kb", (memory - memoryOfOne) * 1024 / count));
        } finally {
            clients.forEach(QmpClient::close);
        }
    }

    private static QmpClient connect(
            Path socket, List<QmpClient> clients, List<EventSubscription<RawEvent>> subscriptions) {
        QmpClient client = QmpClient.connect(Endpoint.unix(socket));
        clients.add(client);
        subscriptions.add(client.events());
        return client;
    }

    private static void askAll(List<QmpClient> clients, String command) {
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (QmpClient client : clients) {
            answers.add(client.submit(RawCommand.named(command), CallOptions.DEFAULT));
        }
        answers.forEach(CompletableFuture::join);
    }

    /** The resident memory of the process, from the kernel. */
    static double residentMegabytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Integer.parseInt(line.replaceAll("[^0-9]", "")) / 1024.0;
            }
        }
        throw new IOException("no VmRSS in /proc/self/status");
    }
}
