package org.qmp4j.client;

/**
 * What a session has counted so far.
 *
 * @param commandsSent commands given to the connection, negotiation included
 * @param repliesReceived answers that found their call
 * @param lateReplies answers to calls that had been given up, dropped
 * @param foreignReplies answers to nobody's command here, such as an earlier client's, dropped
 * @param errorsWithoutId errors in which QEMU did not say which command they answer
 * @param eventsReceived events, whether subscribed to or not
 * @param eventsDropped events that a full subscription lost, summed over subscriptions
 */
public record ClientStatistics(
        long commandsSent,
        long repliesReceived,
        long lateReplies,
        long foreignReplies,
        long errorsWithoutId,
        long eventsReceived,
        long eventsDropped) {}
