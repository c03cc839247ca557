package org.qmp4j.protocol.typed;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Members of an object that came before the one which decides what they are. Each token is recorded once, when it leaves the
 * parser: members of a value that was recorded already are noted by their places, however deep unions nest.
 */
final class DeferredMembers {
    private static final int FIRST_CAPACITY = 8;

    private final RecordedTokens recorded;
    private final boolean isRecorder;
    private int[] values = new int[FIRST_CAPACITY];
    private int size;
    private int next;
    private int here;

    /** Notes members of what stands where the reader stands. */
    DeferredMembers(TypedReader in) {
        this.isRecorder = !(in.tokens() instanceof RecordedTokens);
        this.recorded = in.tokens() instanceof RecordedTokens same ? same : new RecordedTokens();
    }

    /** Notes members of one object that come from several readers: of a branch that is a union, too. */
    DeferredMembers() {
        this.isRecorder = true;
        this.recorded = new RecordedTokens();
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
            values[size++] = in.tokens() instanceof RecordedTokens other
                    ? recorded.copy(name, other)
                    : recorded.record(name, Objects.requireNonNull(in.tokens().parser()));
        } else {
            values[size++] = recorded.position();
            recorded.skip();
        }
    }

    /**
     * Begins to read what was noted.
     *
     * @param in stands where it stood when the last member was noted; after {@link #end} it stands there again
     */
    TypedReader begin(TypedReader in) {
        here = recorded.position();
        next = 0;
        return isRecorder ? in.replaying(recorded) : in;
    }

    /** Takes the reader to the value of the next member; returns its name, or null behind the last. */
    @Nullable
    String next() {
        if (next == size) {
            return null;
        }
        int value = values[next++];
        recorded.moveTo(value);
        return recorded.nameAt(value);
    }

    /** Forgets all members. */
    void end() {
        recorded.moveTo(here);
        size = 0;
        if (isRecorder) {
            recorded.clear();
        }
    }
}
