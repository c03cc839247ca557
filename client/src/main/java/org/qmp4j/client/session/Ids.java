package org.qmp4j.client.session;

import java.util.ArrayDeque;
import java.util.stream.IntStream;

/**
 * The ids of a connection's commands: 1 to 999, used again and again. They are short because QEMU reads each byte
 * slowly.
 *
 * <p>An id is used again only after its reply and 500 other replies have come. So if a reply comes twice, it does not
 * match another command. An id without a reply is never used again. If too few short ids are left, longer ones follow,
 * and each is used once.
 *
 * <p>Not thread-safe: guarded by the lock of the call table.
 */
final class Ids {
    /** The length of the longest id that is used again. */
    private static final int MAX_LENGTH = 3;

    private static final int LAST_SHORT = 999;

    /** How many other replies come before an id is used again. */
    private static final int RESTING = 500;

    // Shared by all connections: ten thousand connections do not need a thousand texts each.
    private static final String[] TEXTS =
            IntStream.rangeClosed(0, LAST_SHORT).mapToObj(Integer::toString).toArray(String[]::new);

    private final ArrayDeque<String> answered = new ArrayDeque<>(2);
    private long last;

    /** Returns an id that no command in flight has. */
    String next() {
        if (last >= LAST_SHORT && answered.size() > RESTING) {
            return answered.remove();
        }
        last++;
        return last <= LAST_SHORT ? TEXTS[(int) last] : Long.toString(last);
    }

    /** The reply with this id came, and its call was waiting for it. */
    void answered(String id) {
        if (id.length() <= MAX_LENGTH) {
            answered.add(id);
        }
    }
}
