package org.qmp4j.client.session;

import java.util.ArrayDeque;
import java.util.stream.IntStream;

/**
 * The ids of a connection's commands: 1 to 999, again and again, because QEMU takes its time for every byte.
 *
 * <p>An id is used again only after its own answer has come, and after 500 others have been answered since then: an answer
 * that comes twice is not taken for that of another command. An id whose answer has not come is never used again. Where too
 * few are left, longer ids follow, which are used once.
 *
 * <p>Not thread-safe: guarded by the lock of the call table.
 */
final class Ids {
    /** As long as this are the ids that are used again. */
    private static final int MAX_LENGTH = 3;

    private static final int LAST_SHORT = 999;

    /** How many others are answered before an id is used again. */
    private static final int RESTING = 500;

    // Shared by all connections: ten thousand of them do not keep a thousand texts each.
    private static final String[] TEXTS =
            IntStream.rangeClosed(0, LAST_SHORT).mapToObj(Integer::toString).toArray(String[]::new);

    private final ArrayDeque<String> answered = new ArrayDeque<>(2);
    private long last;

    /** An id that no command in flight has. */
    String next() {
        if (last >= LAST_SHORT && answered.size() > RESTING) {
            return answered.remove();
        }
        last++;
        return last <= LAST_SHORT ? TEXTS[(int) last] : Long.toString(last);
    }

    /** The answer with this id has come, to a call that waited for it. */
    void answered(String id) {
        if (id.length() <= MAX_LENGTH) {
            answered.add(id);
        }
    }
}
