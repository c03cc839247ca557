package org.qmp4j.client.session;

import java.util.Optional;
import java.util.concurrent.Executor;
import org.qmp4j.client.framing.FrameLimits;
import org.qmp4j.client.observer.ClientObserver;

/**
 * What a session is told by its owner.
 *
 * @param outOfBand whether to enable out-of-band execution where it is offered
 * @param maxWaitingCalls how many calls may wait for a place in the in-flight window
 * @param liveness when to ask a silent peer for a sign of life; empty for never
 * @param callbacks where application code runs
 */
public record SessionOptions(
        boolean outOfBand,
        int maxWaitingCalls,
        FrameLimits frameLimits,
        Executor callbacks,
        ClientObserver observer,
        Optional<LivenessTimes> liveness) {}
