package org.qmp4j.schema.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.Problem;

/**
 * What is still to be checked, in order. Values nest a thousand levels deep, which is too much for the stack of a
 * thread: nothing here calls itself.
 */
final class Steps {
    private final Deque<Step> waiting = new ArrayDeque<>();

    /** Checks something and returns a problem or null; what it leads to it adds to the steps. */
    interface Step {
        @Nullable
        Problem run(Steps steps);
    }

    /** All of them are run before those that already wait. */
    void next(List<Step> first) {
        for (int i = first.size() - 1; i >= 0; i--) {
            waiting.push(first.get(i));
        }
    }

    /** Runs until there is a problem or nothing is left. */
    static @Nullable Problem run(Step first) {
        Steps steps = new Steps();
        Problem problem = first.run(steps);
        while (problem == null && !steps.waiting.isEmpty()) {
            problem = steps.waiting.pop().run(steps);
        }
        return problem;
    }
}
