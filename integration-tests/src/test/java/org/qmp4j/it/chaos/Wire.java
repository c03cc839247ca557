package org.qmp4j.it.chaos;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.qmp4j.client.observer.ClientObserver;
import org.qmp4j.client.observer.ObservedCall;
import org.qmp4j.client.observer.ObservedReply;
import org.qmp4j.it.support.Await;
import tools.jackson.databind.JsonNode;

/** What went out and came back, call by call: what the client could know. */
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

    /** Whether an answer to the call with that text came while somebody waited for it. */
    boolean hasAnswered(String text) {
        return answered.contains(text);
    }

    /** It is told in order, and later: all has been told when the end of so many sessions has. */
    void awaitAll(int sessions) throws Exception {
        Await.until("all sessions have ended", () -> ended.get() == sessions);
    }
}
