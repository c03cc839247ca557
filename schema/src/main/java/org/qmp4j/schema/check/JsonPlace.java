package org.qmp4j.schema.check;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The place of a value in the arguments of a command: {@code actions[0].data.device}. */
final class JsonPlace {
    /** The arguments themselves. */
    static final JsonPlace ROOT = new JsonPlace(null, "", 0);

    private final @Nullable JsonPlace parent;
    private final String step;
    private final int depth;

    private JsonPlace(@Nullable JsonPlace parent, String step, int depth) {
        this.parent = parent;
        this.step = step;
        this.depth = depth;
    }

    JsonPlace member(String name) {
        return new JsonPlace(this, depth == 0 ? name : "." + name, depth + 1);
    }

    JsonPlace element(int index) {
        return new JsonPlace(this, "[" + index + "]", depth + 1);
    }

    /** The member alone, or {@code null}, as a text, for an element of a list: so QEMU names some places. */
    String name() {
        return step.startsWith("[") ? "null" : step.substring(step.startsWith(".") ? 1 : 0);
    }

    int depth() {
        return depth;
    }

    @Override
    public String toString() {
        Deque<String> steps = new ArrayDeque<>();
        for (JsonPlace place = this; place != null; place = place.parent) {
            steps.addFirst(place.step);
        }
        return String.join("", steps);
    }
}
