package org.qmp4j.fake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.qmp4j.fake.script.Request;

/** The last commands that were received. For the loop's thread only. */
final class Received {
    static final int KEPT = 10_000;

    private final Deque<Request> requests = new ArrayDeque<>();
    private final Map<String, List<CompletableFuture<Request>>> awaited = new HashMap<>();

    void add(Request request) {
        if (requests.size() == KEPT) {
            requests.remove();
        }
        requests.add(request);
        List<CompletableFuture<Request>> waiting = awaited.remove(request.command());
        if (waiting != null) {
            waiting.forEach(one -> one.complete(request));
        }
    }

    List<Request> all() {
        return List.copyOf(requests);
    }

    /** The last one of that command, or the next. */
    CompletableFuture<Request> await(String command) {
        return requests.stream()
                .filter(request -> request.command().equals(command))
                .reduce((first, second) -> second)
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> {
                    CompletableFuture<Request> next = new CompletableFuture<>();
                    awaited.computeIfAbsent(command, name -> new ArrayList<>()).add(next);
                    return next;
                });
    }
}
