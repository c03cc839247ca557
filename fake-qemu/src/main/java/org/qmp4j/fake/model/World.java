package org.qmp4j.fake.model;

import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** What is around a model. */
public interface World {
    /** Tells all clients of an event. */
    void emit(String event, JsonNode data);

    /** Does something later. */
    void later(Duration time, Runnable task);
}
