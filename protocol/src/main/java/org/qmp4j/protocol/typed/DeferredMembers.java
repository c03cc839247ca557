package org.qmp4j.protocol.typed;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The members of a union that come before its tag, until the tag shows which branch they belong to. Each token is recorded once,
 * when it leaves the parser. Of a member within a recorded value only the position is kept, however deep unions nest.
 */
final class DeferredMembers {
    private static final int FIRST_CAPACITY = 8;

    private final RecordedTokens recorded;
    private final boolean isRecorder;
    private int[] values = new int[FIRST_CAPACITY];
    private int size;
    private int next;
    private int start;

    /** For the members of the value at the reader's position. */
    DeferredMembers(TypedReader in) {
        this.isRecorder = !(in.tokens() instanceof RecordedTokens);
        this.recorded = in.tokens() instanceof RecordedTokens same ? same : new RecordedTokens();
    }

    /** For members of one object that come from several readers: the object is a branch that is itself a union. */
    DeferredMembers() {
        this.isRecorder = true;
        this.recorded = new RecordedTokens();
    }

    /** Whether this records tokens itself, so it can be reused for another object. */
    boolean isRecorder() {
        return isRecorder;
    }

    /** Adds a member. Its value begins at the reader's position; afterwards the reader is at the last token of the value. */
    void add(String name, TypedReader in) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        if (isRecorder) {
            values[size++] = in.tokens() instanceof RecordedTokens other
                    ? recorded.copy(name, other)
                    : recorded.record(name, Objects.requireNonNull(in.tokens().parser()));
        } else {
            values[size++] = recorded.position();
            recorded.skip();
        }
    }

    /**
     * Begins to read the members again.
     *
     * @param in at the position where the last member was added; {@link #end} moves it back to this position
     */
    TypedReader begin(TypedReader in) {
        start = recorded.position();
        next = 0;
        return isRecorder ? in.replaying(recorded) : in;
    }

    /** Moves the reader to the value of the next member, and returns the member's name; null after the last member. */
    @Nullable
    String next() {
        if (next == size) {
            return null;
        }
        int value = values[next++];
        recorded.moveTo(value);
        return recorded.nameAt(value);
    }

    /** Removes all members. */
    void end() {
        recorded.moveTo(start);
        size = 0;
        if (isRecorder) {
            recorded.clear();
        }
    }
}
