package org.qmp4j.client.session;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.qmp4j.client.framing.FrameLimits;
import org.qmp4j.client.observer.ClientObserver;

/**
 * The options of a session.
 *
 * @param outOfBand whether to enable out-of-band execution if QEMU offers it
 * @param maxWaitingCalls how many calls may wait for a place in the in-flight window
 * @param liveness when to probe a silent peer; empty for never
 * @param defaultTimeouts the timeout of a command by its name; it starts when the command is sent
 * @param maxQueueTime how long a call with a default timeout may wait for a place in the window
 * @param callbacks the executor for application code
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
