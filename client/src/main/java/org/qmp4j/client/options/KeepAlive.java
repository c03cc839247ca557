package org.qmp4j.client.options;

import java.time.Duration;

/**
 * When TCP checks that the peer's host is still there: after {@code idle} without a byte in either direction the kernel sends up
 * to {@code probes} probes, {@code interval} apart, and ends the connection if none is answered. The peer's kernel answers, so a
 * QEMU that is stopped or busy is not noticed, but a host that has vanished is.
 *
 * <p>Durations are in whole seconds. They take effect only where the JVM has the module {@code jdk.net}, which a program on the
 * module path adds with {@code --add-modules jdk.net}. Without it, and on systems without these options, keep-alive is on with
 * the system's own durations, two hours on Linux.
 *
 * @param idle from 1 to 32,767 seconds
 * @param interval from 1 to 32,767 seconds
 * @param probes from 1 to 127
 */
public record KeepAlive(Duration idle, Duration interval, int probes) {
    /** 60 s idle, then 3 probes, 10 s apart: a host that has vanished is noticed after 90 s. */
    public static final KeepAlive DEFAULT = new KeepAlive(Duration.ofSeconds(60), Duration.ofSeconds(10), 3);

    /** No keep-alive. */
    public static final KeepAlive OFF = new KeepAlive(Duration.ZERO, Duration.ZERO, 0);

    private static final int MAX_SECONDS = 32_767;
    private static final int MAX_PROBES = 127;

    /** Checks that the kernel takes these values. */
    public KeepAlive {
        boolean off = idle.isZero() && interval.isZero() && probes == 0;
        if (!off) {
            requireSeconds("idle", idle);
            requireSeconds("interval", interval);
            if (probes < 1 || probes > MAX_PROBES) {
                throw new IllegalArgumentException("probes must be from 1 to " + MAX_PROBES + ": " + probes);
            }
        }
    }

    private static void requireSeconds(String name, Duration duration) {
        if (!duration.equals(Duration.ofSeconds(duration.toSeconds()))
                || duration.toSeconds() < 1
                || duration.toSeconds() > MAX_SECONDS) {
            throw new IllegalArgumentException(
                    name + " must be in whole seconds, from 1 to " + MAX_SECONDS + ": " + duration);
        }
    }

    /** Whether keep-alive is on. */
    public boolean isOn() {
        return probes > 0;
    }
}
