package org.qmp4j.client.event;

/** What a full subscription does with one more event. The reader of the connection never waits. */
public enum OverflowPolicy {
    /** Drops the oldest event in the queue: what is left is the newest. */
    DROP_OLDEST,

    /** Drops the event that came: what is left is the oldest. */
    DROP_NEWEST,

    /** Ends the subscription: after the events in its queue it throws {@code QmpEventsLostException}. */
    FAIL
}
