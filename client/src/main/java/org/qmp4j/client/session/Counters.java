package org.qmp4j.client.session;

import java.util.concurrent.atomic.AtomicLong;

/** The counters of a session. Any thread. */
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

    /** Replies to calls that were waiting for them. */
    public long repliesReceived() {
        return repliesReceived.get();
    }

    /** Replies to calls whose callers no longer waited. */
    public long lateReplies() {
        return lateReplies.get();
    }

    /** Replies that belong to no command of this client. */
    public long foreignReplies() {
        return foreignReplies.get();
    }

    /** Error replies without an id. */
    public long errorsWithoutId() {
        return errorsWithoutId.get();
    }

    /** Events, whether subscribed to or not. */
    public long eventsReceived() {
        return eventsReceived.get();
    }

    /** Events that were dropped because the queue of a subscription was full. */
    public long eventsDropped() {
        return eventsDropped.get();
    }
}
