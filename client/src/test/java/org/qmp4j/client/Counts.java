package org.qmp4j.client;

import java.util.List;
import org.qmp4j.client.observer.ClientStatistics;

/** All counters of the statistics, in the order of their methods. */
final class Counts {
    private Counts() {}

    static List<Long> of(QmpClient client) {
        ClientStatistics all = client.statistics();
        return List.of(
                all.commandsSent(),
                all.repliesReceived(),
                all.lateReplies(),
                all.foreignReplies(),
                all.errorsWithoutId(),
                all.eventsReceived(),
                all.eventsDropped());
    }
}
