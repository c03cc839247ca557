package org.qmp4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.QmpListener;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.Json;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.PythonPeer;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** QEMU's own Python client and ours receive the same events of the same QEMU, and QEMU can connect to both. */
@ExtendWith(NoLeaks.class)
class PythonPeerEventsIT {
    private static final RawCommand QUERY_STATUS = RawCommand.named("query-status");
    private static final RawCommand STOP = RawCommand.named("stop");
    private static final RawCommand CONT = RawCommand.named("cont");

    private static RealQemu qemu() throws Exception {
        return RealQemu.start("-qmp", "unix:{}/peer,server=on,wait=off");
    }

    private static List<JsonNode> take(EventSubscription<RawEvent> events, int count) {
        List<JsonNode> taken = new ArrayList<>();
        while (taken.size() < count) {
            taken.add(events.next(Await.PATIENCE).text().tree());
        }
        return taken;
    }

    private static List<JsonNode> list(JsonNode array) {
        return array.valueStream().toList();
    }

    private static List<String> names(List<JsonNode> events) {
        return events.stream().map(event -> event.path("event").asString()).toList();
    }

    private static RawCommand createFile(RealQemu qemu) {
        return RawCommand.named("blockdev-create")
                .with("job-id", "j0")
                .with(
                        "options",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("driver", "file")
                                .put("filename", qemu.path("disk").toString())
                                .put("size", 65536));
    }

    @Test
    @DisplayName("fact 2: both clients receive the same events, in the same order and with the same timestamps")
    void fact02_bothClientsGetTheSameEvents() throws Exception {
        try (RealQemu qemu = qemu();
                PythonPeer python = PythonPeer.connected(qemu, "peer");
                QmpClient client = QmpClient.connect(qemu.endpoint());
                EventSubscription<RawEvent> events = client.events()) {
            client.executeAll(List.of(STOP, CONT), CallOptions.DEFAULT);
            python.value("send_all", List.of(Json.of("{\"execute\":\"stop\"}")));
            python.value("send_all", List.of(Json.of("{\"execute\":\"cont\"}")));
            List<JsonNode> ours = take(events, 4);
            assertThat(names(ours)).containsExactly("STOP", "RESUME", "STOP", "RESUME");
            assertThat(list(python.value("events", 4))).isEqualTo(ours);

            client.execute(createFile(qemu));
            // created, running, waiting, pending, concluded
            List<JsonNode> job = take(events, 5);
            client.execute(RawCommand.named("job-dismiss").with("id", "j0"));
            job.addAll(take(events, 1));
            assertThat(job.get(4).path("data").path("status").asString()).isEqualTo("concluded");
            assertThat(job.get(5).path("data").path("status").asString()).isEqualTo("null");
            assertThat(names(job)).containsOnly("JOB_STATUS_CHANGE");
            assertThat(list(python.value("events", 6))).isEqualTo(job);
        }
    }

    @Test
    @DisplayName("fact 19: events of a command are there when its answer is, for both clients")
    void fact19_eventsOfACommandAreQueuedBeforeItsReply() throws Exception {
        try (RealQemu qemu = qemu();
                PythonPeer python = PythonPeer.connected(qemu, "peer");
                QmpClient client = QmpClient.connect(qemu.endpoint());
                EventSubscription<RawEvent> events = client.events()) {
            assertThat(events.poll()).isEmpty();
            assertThat(python.value("pending_events")).isEmpty();

            client.execute(STOP);
            List<JsonNode> ours =
                    events.drain().stream().map(event -> event.text().tree()).toList();
            python.value("execute", "query-status", Json.of("{}"));
            assertThat(names(ours)).containsExactly("STOP");
            assertThat(list(python.value("pending_events"))).isEqualTo(ours);
            assertThat(events.poll()).isEmpty();
            assertThat(python.value("pending_events")).isEmpty();
        }
    }

    @Test
    @DisplayName("events that were thrown away are gone, and later ones come, for both clients")
    void clearedEventsAreDiscardedAndLaterOnesArrive() throws Exception {
        try (RealQemu qemu = qemu();
                PythonPeer python = PythonPeer.connected(qemu, "peer");
                QmpClient client = QmpClient.connect(qemu.endpoint());
                EventSubscription<RawEvent> events = client.events()) {
            client.executeAll(List.of(STOP, CONT, STOP), CallOptions.DEFAULT);
            python.value("execute", "query-status", Json.of("{}"));
            assertThat(events.clear()).isEqualTo(3);
            python.value("clear_events");

            client.execute(CONT);
            List<JsonNode> ours = take(events, 1);
            assertThat(names(ours)).containsExactly("RESUME");
            assertThat(list(python.value("events", 1))).isEqualTo(ours);
            assertThat(events.clear()).isZero();
        }
    }

    @Test
    @DisplayName("fact 8: a QEMU that dials both clients serves them alike")
    void fact08_aQemuThatConnectsToBothClientsServesThemAlike() throws Exception {
        PythonPeer.require();
        var folder = RealQemu.newFolder();
        ConnectOptions hearing = ConnectOptions.builder().subscribe().build();
        try (QmpListener listener = QmpListener.bind(Endpoint.unix(folder.resolve("ours")));
                PythonPeer python = PythonPeer.startIn(folder)) {
            python.value("listen", folder.resolve("theirs").toString());
            try (RealQemu qemu = RealQemu.startIn(
                            folder, "-qmp", "unix:{}/ours,server=off", "-qmp", "unix:{}/theirs,server=off");
                    QmpClient client = listener.accept(Await.PATIENCE, hearing)) {
                JsonNode greeting = python.value("accept");
                assertThat(greeting.path("QMP").path("version").path("package").asString())
                        .isEqualTo(client.greeting().version().packageName());
                assertThat(client.execute(QUERY_STATUS))
                        .isEqualTo(python.value("execute", "query-status", Json.of("{}")));
                client.execute(STOP);
                assertThat(list(python.value("events", 1)))
                        .isEqualTo(take(client.earlyEvents().orElseThrow(), 1));
                assertThat(qemu.process().isAlive()).isTrue();
            }
        }
    }
}
