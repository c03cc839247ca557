package org.qmp4j.client.session;

import java.time.Duration;

/**
 * When a silent peer is probed, and when it is considered dead.
 *
 * @param interval how long the peer sends nothing before a probe is sent
 * @param timeout the time between the probe and the close of the connection
 */
public record LivenessTimes(Duration interval, Duration timeout) {}
