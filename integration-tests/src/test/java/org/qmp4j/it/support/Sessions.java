package org.qmp4j.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.protocol.RawCommand;

/** The same short session for every kind of connection to QEMU: greeting, a query, an event. */
public final class Sessions {
    /** The options that a client needs for {@link #shortSession}. */
    public static final ConnectOptions HEARING_STOP = ConnectOptions.builder()
            .connectTimeout(Await.PATIENCE)
            .subscribe("STOP")
            .build();

    private static final RawCommand QUERY_STATUS = RawCommand.named("query-status");

    private Sessions() {}

    /** Connects, has a short session, and closes. */
    public static void shortSession(Endpoint endpoint) throws Exception {
        try (QmpClient client = QmpClient.connect(endpoint, HEARING_STOP)) {
            shortSession(client);
        }
    }

    /** A short session, which leaves QEMU running as it was. */
    public static void shortSession(QmpClient client) throws Exception {
        assertThat(client.greeting().version().toString()).startsWith(System.getProperty("qmp4j.qemu.name", ""));
        assertThat(client.execute(QUERY_STATUS).path("status").stringValue()).isEqualTo("running");
        client.execute(RawCommand.named("stop"));
        assertThat(client.earlyEvents().orElseThrow().next(Await.PATIENCE).name())
                .isEqualTo("STOP");
        assertThat(client.execute(QUERY_STATUS).path("status").stringValue()).isEqualTo("paused");
        client.execute(RawCommand.named("cont"));
    }
}
