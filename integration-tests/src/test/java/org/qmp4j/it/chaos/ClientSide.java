package org.qmp4j.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.protocol.RawEvent;

/** The client of a schedule: one at a time, connected again when it is needed and closed. */
final class ClientSide implements AutoCloseable {
    private final Endpoint endpoint;
    private final ConnectOptions options;
    private final ReentrantLock lock = new ReentrantLock();
    private int sessions;
    private @Nullable QmpClient client;
    private @Nullable EventSubscription<RawEvent> events;

    ClientSide(Endpoint endpoint, boolean calm, boolean outOfBand, Wire wire) {
        this.endpoint = endpoint;
        this.options = ConnectOptions.builder()
                .outOfBand(outOfBand)
                .observer(wire)
                .connectTimeout(calm ? Step.PATIENT : Duration.ofMillis(100))
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
                sessions++;
                events = client.events(FakeSide.EVENT);
            }
            return client;
        } catch (QmpException failed) {
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** How many there have been. */
    int sessions() {
        lock.lock();
        try {
            return sessions;
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

    /** The numbers of each series increase: no number arrives twice or out of order. */
    private static void requireOnceAndInOrder(List<RawEvent> taken) {
        Map<String, List<Integer>> series = new HashMap<>();
        for (RawEvent event : taken) {
            String path = event.data().path("path").stringValue();
            int space = path.indexOf(' ');
            series.computeIfAbsent(path.substring(0, space), name -> new ArrayList<>())
                    .add(Integer.valueOf(path.substring(space + 1)));
        }
        series.forEach((name, numbers) ->
                assertThat(numbers).as(name).doesNotHaveDuplicates().isSorted());
    }

    @Override
    public void close() {
        reconnect();
    }
}
