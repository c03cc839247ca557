package org.qmp4j.client.session;

import java.util.concurrent.atomic.LongAdder;

/** What a session counts. Any thread. */
public final class Counters {
    final LongAdder commandsSent = new LongAdder();
    final LongAdder repliesReceived = new LongAdder();
    final LongAdder lateReplies = new LongAdder();
    final LongAdder foreignReplies = new LongAdder();
    final LongAdder errorsWithoutId = new LongAdder();
    final LongAdder eventsReceived = new LongAdder();
    final LongAdder eventsDropped = new LongAdder();

    Counters() {}

    /** Commands given to the connection. */
    public long commandsSent() {
        return commandsSent.sum();
    }

    /** Answers that found their call. */
    public long repliesReceived() {
        return repliesReceived.sum();
    }

    /** Answers to calls that had been given up. */
    public long lateReplies() {
        return lateReplies.sum();
    }

    /** Answers to nobody's command here. */
    public long foreignReplies() {
        return foreignReplies.sum();
    }

    /** Errors without an id. */
    public long errorsWithoutId() {
        return errorsWithoutId.sum();
    }

    /** Events, whether subscribed to or not. */
    public long eventsReceived() {
        return eventsReceived.sum();
    }

    /** Events that a full subscription lost. */
    public long eventsDropped() {
        return eventsDropped.sum();
    }
}
