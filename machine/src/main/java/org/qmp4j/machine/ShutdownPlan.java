package org.qmp4j.machine;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.qmp4j.client.spi.Deadline;

/**
 * The steps of a shutdown, and their timeouts. {@link ShutdownStep#KILL} is always the last. Immutable.
 *
 * @param steps the timeout of each step; they run in the order of {@link ShutdownStep}, and missing ones are left out
 */
public record ShutdownPlan(Map<ShutdownStep, Duration> steps) {
    private static final Duration UNTIL_KILLED = Duration.ofSeconds(10);

    /** Copies the steps, and adds {@link ShutdownStep#KILL} if it is missing. */
    public ShutdownPlan {
        EnumMap<ShutdownStep, Duration> ordered = new EnumMap<>(ShutdownStep.class);
        ordered.putAll(steps);
        ordered.putIfAbsent(ShutdownStep.KILL, UNTIL_KILLED);
        ordered.forEach(ShutdownPlan::requirePositive);
        steps = java.util.Collections.unmodifiableMap(ordered);
    }

    private static void requirePositive(ShutdownStep step, Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout of " + step + " must be positive: " + timeout);
        }
    }

    /** The power button, with this timeout; then {@code quit} 3 s, SIGTERM 2 s, SIGKILL. */
    public static ShutdownPlan powerdown(Duration timeout) {
        return quick().with(ShutdownStep.POWERDOWN, timeout);
    }

    /** Without the guest: {@code quit} 3 s, SIGTERM 2 s, SIGKILL. */
    public static ShutdownPlan quick() {
        return kill().with(ShutdownStep.QUIT, Duration.ofSeconds(3))
                .with(ShutdownStep.TERMINATE, Duration.ofSeconds(2));
    }

    /** SIGKILL at once. */
    public static ShutdownPlan kill() {
        return new ShutdownPlan(Map.of());
    }

    /** This plan with another timeout for one step, or with one step more. */
    public ShutdownPlan with(ShutdownStep step, Duration timeout) {
        EnumMap<ShutdownStep, Duration> more = new EnumMap<>(steps);
        more.put(step, timeout);
        return new ShutdownPlan(more);
    }

    /** The steps with their timeouts: {@code QUIT 3 s, TERMINATE 2 s, KILL 10 s}. */
    @Override
    public String toString() {
        return steps.entrySet().stream()
                .map(step -> step.getKey() + " " + Deadline.after(step.getValue()))
                .collect(java.util.stream.Collectors.joining(", "));
    }
}
