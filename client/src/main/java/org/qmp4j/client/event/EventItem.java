package org.qmp4j.client.event;

/**
 * What a subscription yields where gaps matter: an event, or the place where events are missing.
 *
 * @param <E> the event as a value
 */
public sealed interface EventItem<E> {
    /** An event. */
    record Event<E>(E event) implements EventItem<E> {}

    /**
     * Events were dropped here because the queue was full.
     *
     * @param dropped how many
     */
    record Gap<E>(long dropped) implements EventItem<E> {}
}
