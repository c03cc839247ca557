package org.qmp4j.client.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qmp4j.client.message.Message;

/**
 * The in-band commands in flight, in the order in which they were sent. Their replies come in the same order.
 *
 * <p>So an error without an id belongs to the oldest command without a reply. Several such errors in a row are
 * ambiguous: one overflow of QEMU's parser can cause up to 1,026 of them for a single command. Therefore all but the
 * first are kept until a reply with an id comes. If as many commands are before that reply's command as there are
 * errors, each error belongs to one command. Otherwise it was a burst, and the outcome of those commands is unknown.
 *
 * <p>Not thread-safe: guarded by the lock of the call table.
 */
final class InBandOrder {
    /** The limit for all kept errors together. A parse error of QEMU has about 70 bytes. */
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

    /**
     * A reply with an id came for this call. Returns the earlier calls that end now because of errors without an id.
     */
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

    /** An error without an id came. Returns the calls that end because of it. */
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
        // More errors than commands, or more than may be kept: a burst. It is unknown which commands were lost.
        Map<PendingCall, Ending> ended = new LinkedHashMap<>();
        calls.forEach(call -> ended.put(call, new Ending.Lost()));
        clear();
        return ended;
    }
}
