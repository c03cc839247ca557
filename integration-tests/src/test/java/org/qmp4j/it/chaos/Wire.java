package org.qmp4j.it.chaos;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.qmp4j.client.observer.ClientObserver;
import org.qmp4j.client.observer.ObservedCall;
import org.qmp4j.client.observer.ObservedReply;
import org.qmp4j.it.support.Await;
import tools.jackson.databind.JsonNode;

/** Records for each call what was sent and received: what the client can know. */
final class Wire implements ClientObserver {
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final AtomicInteger ended = new AtomicInteger();

    @Override
    public void disconnected(String endpoint, String reason) {
        ended.incrementAndGet();
    }

    @Override
    public void commandSent(ObservedCall call) {
        sent.add(textOf(call));
    }

    @Override
    public void commandReplied(ObservedCall call, ObservedReply reply) {
        answered.add(textOf(call));
    }

    private static String textOf(ObservedCall call) {
        JsonNode arguments = call.message().tree().path("arguments");
        return arguments.path("command-line").asString(arguments.path("uri").asString(""));
    }

    /** Whether the call with that text was given to the connection. */
    boolean hasSent(String text) {
        return sent.contains(text);
    }

    /** Whether a reply to the call with that text arrived while the caller waited for it. */
    boolean hasAnswered(String text) {
        return answered.contains(text);
    }

    /** Reports arrive in order, but late: everything is reported once that many sessions have ended. */
    void awaitAll(int sessions) throws Exception {
        Await.until("all sessions have ended", () -> ended.get() == sessions);
    }
}
