package org.qmp4j.client.session;

import java.lang.ref.Reference;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.qmp4j.client.thread.Threads;

/** Tells the application that a session has ended, on the callback executor. */
final class ClosedFuture {
    private static final int ROOM_FOR_CALLBACKS = 64 * 1024;

    private final CompletableFuture<SessionEnd> future = new CompletableFuture<>();
    private final Callbacks callbacks;

    ClosedFuture(Callbacks callbacks) {
        this.callbacks = callbacks;
    }

    CompletionStage<SessionEnd> stage() {
        return future.minimalCompletionStage();
    }

    /** Completes the future. Throws if there is no thread for it. */
    void complete(SessionEnd end) {
        callbacks.require(() -> Threads.insist(() -> completeWithRoom(end)));
    }

    // What the application attached to the future needs memory, too, and is lost where there is none. The fence keeps
    // the
    // compiler from leaving out the allocation; nothing has to stay reachable.
    @SuppressWarnings("ReachabilityFenceUsage")
    private void completeWithRoom(SessionEnd end) {
        Reference.reachabilityFence(new byte[ROOM_FOR_CALLBACKS]);
        future.complete(end);
    }
}
