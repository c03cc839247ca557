package org.qmp4j.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.ConnectOptions;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.transport.Endpoint;
import org.qmp4j.protocol.RawEvent;

/** The client of a schedule: always one at a time, connected anew when it is wanted and not there. */
final class ClientSide implements AutoCloseable {
    private final Endpoint endpoint;
    private final ConnectOptions options;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable QmpClient client;
    private @Nullable EventSubscription<RawEvent> events;

    ClientSide(Endpoint endpoint, boolean calm, boolean outOfBand) {
        this.endpoint = endpoint;
        this.options = ConnectOptions.builder()
                .outOfBand(outOfBand)
                .connectDeadline(calm ? Step.PATIENT : Duration.ofMillis(100))
                .build();
    }

    /** A client that is or was connected; null where none could connect. */
    @Nullable
    QmpClient client() {
        lock.lock();
        try {
            if (client == null || !client.isOpen()) {
                leave();
                client = QmpClient.connect(endpoint, options);
                events = client.events(FakeSide.EVENT);
            }
            return client;
        } catch (QmpException failed) {
            return null;
        } finally {
            lock.unlock();
        }
    }

    void reconnect() {
        lock.lock();
        try {
            leave();
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        if (events != null) {
            requireOnceAndInOrder(events.drain());
            events.close();
            events = null;
        }
        if (client != null) {
            client.close();
            client = null;
        }
    }

    /** Numbers of each series go up: none comes twice, none overtakes another. */
    private static void requireOnceAndInOrder(List<RawEvent> heard) {
        Map<String, List<Integer>> series = new HashMap<>();
        for (RawEvent event : heard) {
            String[] words = event.data().path("path").stringValue().split(" ");
            series.computeIfAbsent(words[0], name -> new ArrayList<>()).add(Integer.valueOf(words[1]));
        }
        series.forEach((name, numbers) ->
                assertThat(numbers).as(name).doesNotHaveDuplicates().isSorted());
    }

    @Override
    public void close() {
        reconnect();
    }
}
