package org.qmp4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.Json;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;
import tools.jackson.databind.JsonNode;

/** The events of a migration. */
@ExtendWith(NoLeaks.class)
class MigrationEventsIT {
    private static final RawCommand MIGRATE = RawCommand.named("migrate").with("uri", "exec:cat >/dev/null");

    private static String status(JsonNode object) {
        return object.path("status").asString();
    }

    @Test
    @DisplayName("fact 49: the source of a migration sends no MIGRATION event without the capability 'events'")
    void fact49_withoutTheCapabilityThereAreNoEvents() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint());
                EventSubscription<RawEvent> changes = client.events("MIGRATION")) {
            client.execute(MIGRATE);
            Await.until(
                    "the migration is completed",
                    () -> status(client.execute(RawCommand.named("query-migrate")))
                            .equals("completed"));
            assertThat(changes.drain()).isEmpty();
        }
    }

    @Test
    @DisplayName("fact 49: with the capability 'events' each status comes as an event")
    void fact49_withTheCapabilityEachStatusIsAnEvent() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint());
                EventSubscription<RawEvent> changes = client.events("MIGRATION")) {
            client.execute(RawCommand.named("migrate-set-capabilities")
                    .with("capabilities", Json.of("[{\"capability\":\"events\",\"state\":true}]")));
            client.execute(MIGRATE);
            List<String> statuses = new ArrayList<>();
            while (!statuses.contains("completed")) {
                statuses.add(status(changes.next(Await.PATIENCE).data()));
            }
            assertThat(statuses).startsWith("setup", "active");
        }
    }
}
