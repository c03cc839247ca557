package org.qmp4j.client.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qmp4j.client.message.Message;

/**
 * The in-band commands in flight, in the order in which they were sent, which is the order of their answers.
 *
 * <p>That order tells whose an error without an id is: the oldest unanswered command's. Where several come in a row it is
 * less simple, because one overflow of QEMU's parser brings up to 1,026 of them for a single command. So all but the first
 * are kept until an answer with an id shows how many commands they stand for: if it comes from the command behind as many
 * others as there were errors, each error is one command's; if not, it was a burst, and what became of those commands is
 * not known.
 *
 * <p>Not thread-safe: guarded by the lock of the call table.
 */
final class InBandOrder {
    /** Errors that are kept have no more bytes together: QEMU's parse errors have some 70 each. */
    private static final int MAX_UNASSIGNED_BYTES = 1 << 20;

    private final ArrayDeque<PendingCall> calls = new ArrayDeque<>(4);
    private final List<Message.Reply> unassigned = new ArrayList<>(0);
    private long unassignedBytes;
    private boolean errorSinceAnswer;

    int size() {
        return calls.size();
    }

    void sent(PendingCall call) {
        calls.add(call);
    }

    void withdrawn(PendingCall call) {
        calls.remove(call);
    }

    void clear() {
        calls.clear();
        forgetUnassigned();
    }

    private void forgetUnassigned() {
        unassigned.clear();
        unassignedBytes = 0;
    }

    /** An answer with an id came for this call; returns how calls before it ended, if errors without an id say so. */
    Map<PendingCall, Ending> answered(PendingCall call) {
        Map<PendingCall, Ending> ended = unassigned.isEmpty() ? Map.of() : endBefore(call);
        calls.remove(call);
        forgetUnassigned();
        errorSinceAnswer = false;
        return ended;
    }

    private Map<PendingCall, Ending> endBefore(PendingCall answered) {
        List<PendingCall> before = new ArrayList<>();
        while (!calls.isEmpty() && calls.peek() != answered) {
            before.add(calls.remove());
        }
        boolean oneEach = before.size() == unassigned.size();
        Map<PendingCall, Ending> ended = new LinkedHashMap<>();
        for (int i = 0; i < before.size(); i++) {
            ended.put(before.get(i), oneEach ? new Ending.Answered(unassigned.get(i)) : new Ending.Lost());
        }
        return ended;
    }

    /** An error without an id came; returns the calls that ended by it. */
    Map<PendingCall, Ending> answeredWithoutId(Message.Reply error) {
        if (calls.isEmpty()) {
            return Map.of();
        }
        if (!errorSinceAnswer) {
            errorSinceAnswer = true;
            return Map.of(calls.remove(), new Ending.Answered(error));
        }
        unassigned.add(error);
        unassignedBytes += error.text().length();
        if (unassigned.size() <= calls.size() && unassignedBytes <= MAX_UNASSIGNED_BYTES) {
            return Map.of();
        }
        // More errors than commands, or more than may be kept: a burst. Which of the commands it swallowed cannot be
        // known.
        Map<PendingCall, Ending> ended = new LinkedHashMap<>();
        calls.forEach(call -> ended.put(call, new Ending.Lost()));
        clear();
        return ended;
    }
}
