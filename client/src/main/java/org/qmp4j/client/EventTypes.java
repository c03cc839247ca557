package org.qmp4j.client;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.qmp4j.protocol.EventType;
import org.qmp4j.protocol.RawEvent;

/** Several types of events, which decode an event by its name. Immutable. */
final class EventTypes<E> {
    private final Map<String, EventType<? extends E>> byName = new HashMap<>();

    EventTypes(Collection<? extends EventType<? extends E>> types) {
        if (types.isEmpty()) {
            throw new IllegalArgumentException("no type of event to subscribe to; events() subscribes to all events");
        }
        for (EventType<? extends E> type : types) {
            EventType<? extends E> other = byName.put(type.name(), type);
            if (other != null && !other.equals(type)) {
                throw new IllegalArgumentException("two types of event have the name '" + type.name() + "'");
            }
        }
    }

    Set<String> names() {
        return Set.copyOf(byName.keySet());
    }

    // A subscription gets only events with one of the names.
    E decode(RawEvent event) {
        return Objects.requireNonNull(byName.get(event.name())).decode(event);
    }
}
