package org.qmp4j.client.session;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.qmp4j.client.framing.FrameLimits;
import org.qmp4j.client.observer.ClientObserver;

/**
 * How a session is run.
 *
 * @param outOfBand whether to enable out-of-band execution where it is offered
 * @param maxWaitingCalls how many calls may wait for a place in the in-flight window
 * @param liveness when to ask a silent peer for a sign of life; empty for never
 * @param defaultTimeouts the timeout of a command by its name, from when it is sent
 * @param maxQueueTime how long a call with a default timeout may wait for a place in the window
 * @param callbacks where application code runs
 */
public record SessionOptions(
        boolean outOfBand,
        int maxWaitingCalls,
        FrameLimits frameLimits,
        Executor callbacks,
        ClientObserver observer,
        Optional<LivenessTimes> liveness,
        Function<? super String, Duration> defaultTimeouts,
        Duration maxQueueTime) {}
