package org.qmp4j.client.observer;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.qmp4j.client.peer.Await;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawEvent;

/** Records one line for each call. Bytes are recorded separately, because they arrive in pieces of any size. */
class Witness implements ClientObserver {
    final List<String> lines = new CopyOnWriteArrayList<>();
    final List<Duration> took = new CopyOnWriteArrayList<>();
    final List<Integer> received = new CopyOnWriteArrayList<>();
    final List<Integer> sent = new CopyOnWriteArrayList<>();

    void note(String line) {
        lines.add(line);
    }

    /** Waits until a line begins with that text. */
    void await(String line) {
        Await.until(
                "the line " + line + " after " + lines, () -> lines.stream().anyMatch(each -> each.startsWith(line)));
    }

    @Override
    public void connected(String endpoint, String peer) {
        note("connected " + endpoint + " " + peer);
    }

    @Override
    public void disconnected(String endpoint, String reason) {
        note("disconnected " + endpoint + " " + reason);
    }

    @Override
    public void commandSent(ObservedCall call) {
        note("sent " + call.endpoint() + " " + call.command() + " " + call.id() + " " + call.outOfBand() + " "
                + call.message());
    }

    @Override
    public void commandReplied(ObservedCall call, ObservedReply reply) {
        took.add(reply.took());
        note("replied " + call.command() + " " + call.id() + " " + reply.text() + " " + reply.isError());
    }

    @Override
    public void commandAbandoned(ObservedCall call, Outcome outcome) {
        note("abandoned " + call.command() + " " + call.id() + " " + outcome);
    }

    @Override
    public void replyDropped(String endpoint, JsonText reply) {
        note("dropped reply " + endpoint + " " + reply);
    }

    @Override
    public void eventReceived(String endpoint, RawEvent event) {
        note("event " + endpoint + " " + event);
    }

    @Override
    public void eventDropped(String endpoint, RawEvent event) {
        note("dropped event " + endpoint + " " + event);
    }

    @Override
    public void bytesReceived(String endpoint, int count) {
        received.add(count);
    }

    @Override
    public void bytesSent(String endpoint, int count) {
        sent.add(count);
    }

    @Override
    public void missed(long calls) {
        note("missed " + calls);
    }
}
