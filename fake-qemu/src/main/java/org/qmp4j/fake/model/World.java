package org.qmp4j.fake.model;

import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** What is around a model. */
public interface World {
    /** Sends an event to all clients. */
    void emit(String event, JsonNode data);

    /** Does something later. */
    void later(Duration time, Runnable task);
}
