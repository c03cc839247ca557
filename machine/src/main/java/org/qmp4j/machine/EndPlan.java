package org.qmp4j.machine;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.qmp4j.client.transport.Deadline;

/**
 * In which steps a machine is ended, and how long each may take. {@link EndStep#KILL} is always the last. Immutable.
 *
 * @param steps how long each step may take; they come in the order of {@link EndStep}, and those that are not there are left
 *     out
 */
public record EndPlan(Map<EndStep, Duration> steps) {
    private static final Duration UNTIL_KILLED = Duration.ofSeconds(10);

    /** Copies them, and adds {@link EndStep#KILL} where it is missing. */
    public EndPlan {
        EnumMap<EndStep, Duration> ordered = new EnumMap<>(EndStep.class);
        ordered.putAll(steps);
        ordered.putIfAbsent(EndStep.KILL, UNTIL_KILLED);
        ordered.forEach(EndPlan::requirePositive);
        steps = java.util.Collections.unmodifiableMap(ordered);
    }

    private static void requirePositive(EndStep step, Duration deadline) {
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("the deadline of " + step + " lies ahead, it is not " + deadline);
        }
    }

    /** The guest is asked first and has that long; then {@code quit} 3 s, SIGTERM 2 s, SIGKILL. */
    public static EndPlan powerdown(Duration deadline) {
        return quick().with(EndStep.POWERDOWN, deadline);
    }

    /** Without asking the guest: {@code quit} 3 s, SIGTERM 2 s, SIGKILL. */
    public static EndPlan quick() {
        return kill().with(EndStep.QUIT, Duration.ofSeconds(3)).with(EndStep.TERMINATE, Duration.ofSeconds(2));
    }

    /** SIGKILL at once. */
    public static EndPlan kill() {
        return new EndPlan(Map.of());
    }

    /** This plan with another deadline for one step, or with one step more. */
    public EndPlan with(EndStep step, Duration deadline) {
        EnumMap<EndStep, Duration> more = new EnumMap<>(steps);
        more.put(step, deadline);
        return new EndPlan(more);
    }

    /** The steps with their deadlines: {@code QUIT 3 s, TERMINATE 2 s, KILL 10 s}. */
    @Override
    public String toString() {
        return steps.entrySet().stream()
                .map(step -> step.getKey() + " " + Deadline.after(step.getValue()))
                .collect(java.util.stream.Collectors.joining(", "));
    }
}
