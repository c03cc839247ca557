package org.qmp4j.client.session;

import java.time.Duration;

/**
 * When a silent peer is asked for a sign of life.
 *
 * @param interval without a byte from the peer, until a probe is sent
 * @param timeout from the probe until the connection is closed
 */
public record LivenessTimes(Duration interval, Duration timeout) {}
