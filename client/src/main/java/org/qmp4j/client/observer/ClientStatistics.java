package org.qmp4j.client.observer;

import static java.util.stream.Collectors.joining;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/** What a session has counted up to a moment. Immutable. */
public final class ClientStatistics {
    /** What is counted. */
    public enum Counter {
        /** Commands given to the connection; {@code qmp_capabilities} is one of them. */
        COMMANDS_SENT("commandsSent"),
        /** Answers that a call was waiting for. */
        REPLIES_RECEIVED("repliesReceived"),
        /** Answers that came after their call had timed out or been cancelled, and were dropped. */
        LATE_REPLIES("lateReplies"),
        /** Answers to no command of this client, such as an earlier client's, which were dropped. */
        FOREIGN_REPLIES("foreignReplies"),
        /** Errors for which QEMU did not say which command they answer. */
        ERRORS_WITHOUT_ID("errorsWithoutId"),
        /** Events, whether subscribed to or not; 0 for a guest agent. */
        EVENTS_RECEIVED("eventsReceived"),
        /** Events that were dropped because the queue of a subscription was full, summed over subscriptions. */
        EVENTS_DROPPED("eventsDropped");

        private final String text;

        Counter(String text) {
            this.text = text;
        }

        /** {@code commandsSent}. */
        @Override
        public String toString() {
            return text;
        }
    }

    private final Map<Counter, Long> counts = new EnumMap<>(Counter.class);

    /** Statistics with these counts, for programs that have a client of their own, as in tests. */
    public ClientStatistics(ToLongFunction<Counter> counts) {
        for (Counter counter : Counter.values()) {
            this.counts.put(counter, counts.applyAsLong(counter));
        }
    }

    /** How often that has happened. */
    public long get(Counter counter) {
        return counts.getOrDefault(counter, 0L);
    }

    /** See {@link Counter#COMMANDS_SENT}. */
    public long commandsSent() {
        return get(Counter.COMMANDS_SENT);
    }

    /** See {@link Counter#REPLIES_RECEIVED}. */
    public long repliesReceived() {
        return get(Counter.REPLIES_RECEIVED);
    }

    /** See {@link Counter#LATE_REPLIES}. */
    public long lateReplies() {
        return get(Counter.LATE_REPLIES);
    }

    /** See {@link Counter#FOREIGN_REPLIES}. */
    public long foreignReplies() {
        return get(Counter.FOREIGN_REPLIES);
    }

    /** See {@link Counter#ERRORS_WITHOUT_ID}. */
    public long errorsWithoutId() {
        return get(Counter.ERRORS_WITHOUT_ID);
    }

    /** See {@link Counter#EVENTS_RECEIVED}. */
    public long eventsReceived() {
        return get(Counter.EVENTS_RECEIVED);
    }

    /** See {@link Counter#EVENTS_DROPPED}. */
    public long eventsDropped() {
        return get(Counter.EVENTS_DROPPED);
    }

    /** {@code ClientStatistics[commandsSent=3, repliesReceived=3, ...]}. */
    @Override
    public String toString() {
        return counts.entrySet().stream().map(Object::toString).collect(joining(", ", "ClientStatistics[", "]"));
    }
}
