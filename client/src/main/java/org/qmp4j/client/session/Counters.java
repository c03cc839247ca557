package org.qmp4j.client.session;

import java.util.concurrent.atomic.AtomicLong;

/** What a session counts. Any thread. */
public final class Counters {
    final AtomicLong commandsSent = new AtomicLong();
    final AtomicLong repliesReceived = new AtomicLong();
    final AtomicLong lateReplies = new AtomicLong();
    final AtomicLong foreignReplies = new AtomicLong();
    final AtomicLong errorsWithoutId = new AtomicLong();
    final AtomicLong eventsReceived = new AtomicLong();
    final AtomicLong eventsDropped = new AtomicLong();

    Counters() {}

    /** Commands given to the connection. */
    public long commandsSent() {
        return commandsSent.get();
    }

    /** Answers that found their call. */
    public long repliesReceived() {
        return repliesReceived.get();
    }

    /** Answers to calls that had been given up. */
    public long lateReplies() {
        return lateReplies.get();
    }

    /** Answers to no command of this client. */
    public long foreignReplies() {
        return foreignReplies.get();
    }

    /** Errors without an id. */
    public long errorsWithoutId() {
        return errorsWithoutId.get();
    }

    /** Events, whether subscribed to or not. */
    public long eventsReceived() {
        return eventsReceived.get();
    }

    /** Events that a full subscription lost. */
    public long eventsDropped() {
        return eventsDropped.get();
    }
}
