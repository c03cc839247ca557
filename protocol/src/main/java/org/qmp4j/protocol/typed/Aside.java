package org.qmp4j.protocol.typed;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * Members of an object that came before the one which decides what they are. Each token is recorded once, when it leaves the
 * parser: members of a value that was recorded already are noted by their places, however deep unions nest.
 */
final class Aside {
    private static final int FIRST_CAPACITY = 8;

    private final RecordedTokens recorded;
    private final boolean isRecorder;
    private int[] values = new int[FIRST_CAPACITY];
    private int size;

    /** Notes members of what stands where the reader stands. */
    Aside(TypedReader in) {
        this.isRecorder = !(in.tokens() instanceof RecordedTokens);
        this.recorded = in.tokens() instanceof RecordedTokens same ? same : new RecordedTokens();
    }

    /** Whether this holds the tokens itself, and so can be used again for another object. */
    boolean isRecorder() {
        return isRecorder;
    }

    /** Notes a member, whose value begins where the reader stands; the reader ends on its last token. */
    void add(String name, TypedReader in) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        if (isRecorder) {
            values[size++] =
                    recorded.record(name, Objects.requireNonNull(in.tokens().parser()));
        } else {
            values[size++] = recorded.position();
            recorded.skip();
        }
    }

    /** Takes the reader to each member in turn, then forgets them all. The reader given stands where it stood. */
    void replay(TypedReader in, BiConsumer<String, TypedReader> member) {
        int here = recorded.position();
        TypedReader again = isRecorder ? in.replaying(recorded) : in;
        for (int i = 0; i < size; i++) {
            recorded.moveTo(values[i]);
            member.accept(recorded.nameAt(values[i]), again);
        }
        recorded.moveTo(here);
        size = 0;
        if (isRecorder) {
            recorded.clear();
        }
    }
}
