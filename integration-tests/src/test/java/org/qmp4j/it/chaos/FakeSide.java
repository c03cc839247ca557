package org.qmp4j.it.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.qmp4j.client.Endpoint;
import org.qmp4j.fake.FakeHost;
import org.qmp4j.fake.FakeQemu;
import org.qmp4j.fake.script.Answer;
import org.qmp4j.fake.script.Request;

/** The fake of one schedule, and its record of what has happened. */
final class FakeSide implements AutoCloseable {
    /** An event that is not throttled and has room for a text. */
    static final String EVENT = "DEVICE_DELETED";

    private final FakeQemu fake;
    private final List<String> ran = new CopyOnWriteArrayList<>();
    private final AtomicInteger answerEvents = new AtomicInteger();
    private final AtomicInteger burstEvents = new AtomicInteger();

    FakeSide(FakeHost host) {
        fake = FakeQemu.builder().on(host).start();
        fake.when("human-monitor-command").thenAnswer(request -> run(request, "command-line"));
        // The one command that takes a text and may run out of band.
        fake.when("migrate-recover").thenAnswer(request -> run(request, "uri"));
    }

    private Answer run(Request request, String argument) {
        String text = request.text(argument);
        ran.add(text);
        if (request.outOfBand()) {
            return Answer.failing(text);
        }
        Behaviour behaviour = Behaviour.valueOf(text.substring(text.indexOf(' ') + 1));
        List<String> events = new ArrayList<>();
        Answer answer = behaviour.answer(text, () -> {
            for (int i = 0; i < 5; i++) {
                events.add("{'path':'answer " + answerEvents.incrementAndGet() + "'}");
            }
        });
        for (String event : events) {
            answer = answer.precededBy(EVENT, event);
        }
        return answer;
    }

    /** Events that belong to no command. Only one thread at a time, so that they come in the order of their numbers. */
    synchronized void burst(int events) {
        for (int i = 0; i < events; i++) {
            fake.emit(EVENT, "{'path':'burst " + burstEvents.incrementAndGet() + "'}");
        }
    }

    FakeQemu fake() {
        return fake;
    }

    Endpoint endpoint() {
        return Endpoint.unix(fake.path());
    }

    /** The texts of the commands that it has run, in order. */
    List<String> ran() {
        return List.copyOf(ran);
    }

    @Override
    public void close() {
        fake.close();
    }
}
