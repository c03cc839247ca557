package org.qmp4j.client;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.Map;
import org.qmp4j.client.session.Counters;

/** What a session has counted up to a moment. Immutable. */
public final class ClientStatistics {
    private final long commandsSent;
    private final long repliesReceived;
    private final long lateReplies;
    private final long foreignReplies;
    private final long errorsWithoutId;
    private final long eventsReceived;
    private final long eventsDropped;

    ClientStatistics(Counters counters) {
        this.commandsSent = counters.commandsSent();
        this.repliesReceived = counters.repliesReceived();
        this.lateReplies = counters.lateReplies();
        this.foreignReplies = counters.foreignReplies();
        this.errorsWithoutId = counters.errorsWithoutId();
        this.eventsReceived = counters.eventsReceived();
        this.eventsDropped = counters.eventsDropped();
    }

    /** Commands given to the connection; {@code qmp_capabilities} is one of them. */
    public long commandsSent() {
        return commandsSent;
    }

    /** Answers that a call was waiting for. */
    public long repliesReceived() {
        return repliesReceived;
    }

    /** Answers that came after their call had timed out or been cancelled, and were dropped. */
    public long lateReplies() {
        return lateReplies;
    }

    /** Answers to no command of this client, such as an earlier client's, which were dropped. */
    public long foreignReplies() {
        return foreignReplies;
    }

    /** Errors for which QEMU did not say which command they answer. */
    public long errorsWithoutId() {
        return errorsWithoutId;
    }

    /** Events, whether subscribed to or not; 0 for a guest agent. */
    public long eventsReceived() {
        return eventsReceived;
    }

    /** Events that were dropped because the queue of a subscription was full, summed over subscriptions. */
    public long eventsDropped() {
        return eventsDropped;
    }

    @Override
    public String toString() {
        Map<String, Long> all = new LinkedHashMap<>();
        all.put("commandsSent", commandsSent);
        all.put("repliesReceived", repliesReceived);
        all.put("lateReplies", lateReplies);
        all.put("foreignReplies", foreignReplies);
        all.put("errorsWithoutId", errorsWithoutId);
        all.put("eventsReceived", eventsReceived);
        all.put("eventsDropped", eventsDropped);
        return all.entrySet().stream().map(Object::toString).collect(joining(", ", "ClientStatistics[", "]"));
    }
}
