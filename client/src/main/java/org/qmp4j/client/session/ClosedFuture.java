package org.qmp4j.client.session;

import java.lang.ref.Reference;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.qmp4j.client.observer.CloseReason;
import org.qmp4j.client.thread.Threads;

/** The future that completes when a session has ended; completed on the callback executor. */
final class ClosedFuture {
    private static final int ROOM_FOR_CALLBACKS = 64 * 1024;

    private final CompletableFuture<CloseReason> future = new CompletableFuture<>();
    private final Callbacks callbacks;

    ClosedFuture(Callbacks callbacks) {
        this.callbacks = callbacks;
    }

    CompletionStage<CloseReason> stage() {
        return future.minimalCompletionStage();
    }

    /** Completes the future. Throws if there is no thread for it. */
    void complete(CloseReason end) {
        callbacks.require(() -> Threads.insist(() -> completeWithRoom(end)));
    }

    // Code that the application attached to the future needs memory too. Without memory it would fail, and would not
    // run again. So an allocation first checks that there is memory. The fence stops the compiler from removing that
    // allocation; the array is not used.
    @SuppressWarnings("ReachabilityFenceUsage")
    private void completeWithRoom(CloseReason end) {
        Reference.reachabilityFence(new byte[ROOM_FOR_CALLBACKS]);
        future.complete(end);
    }
}
