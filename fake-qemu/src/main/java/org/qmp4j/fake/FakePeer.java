package org.qmp4j.fake;

import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.qmp4j.fake.model.Behaviour;
import org.qmp4j.fake.net.Listener;
import org.qmp4j.fake.net.Loop;
import org.qmp4j.fake.script.Answer;
import org.qmp4j.fake.script.Fault;
import org.qmp4j.fake.script.Request;
import org.qmp4j.fake.script.Script;
import org.qmp4j.fake.script.Stubbing;
import org.qmp4j.fake.session.Backend;
import org.qmp4j.fake.session.Dispatcher;
import org.qmp4j.fake.session.Events;
import org.qmp4j.fake.session.Manner;
import org.qmp4j.fake.session.Monitor;
import org.qmp4j.fake.session.Stage;
import org.qmp4j.schema.AnswerCheck;
import org.qmp4j.schema.model.Schema;
import tools.jackson.databind.JsonNode;

/**
 * What a fake QEMU and a fake guest agent have in common: a test scripts them, does something, and asks what they received.
 *
 * <p>Safe for threads. All of a fake runs on one thread of its own, or on that of a {@link FakeHost}.
 */
public abstract sealed class FakePeer implements AutoCloseable permits FakeQemu, FakeGuestAgent {
    private final Loop loop;
    private final boolean isOwnLoop;
    private final List<Place> places;
    private final List<Listener> listeners = new ArrayList<>();
    private final List<Monitor> monitors = new ArrayList<>();
    private final Events events;
    private final Script script = new Script();
    private final Received received = new Received();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private final Verdict verdict;
    private final Stubbing.Rules rules;

    FakePeer(FakeOptions options, String name, Schema schema) {
        this.places = options.places(name);
        this.isOwnLoop = options.host() == null;
        this.loop = options.host() == null
                ? Loop.start(
                        "qmp4j-fake " + places.get(0).address(),
                        places.get(0).channel().provider())
                : options.host().loop();
        this.events = new Events(loop);
        this.verdict = new Verdict(schema);
        this.rules = new ScriptRules(
                loop, options.isChecked() ? Optional.of(AnswerCheck.against(schema)) : Optional.empty());
    }

    /** Begins to listen, in that manner. */
    final void open(Manner manner, FakeOptions options) {
        loop.call(() -> {
            Stage stage = new Stage(loop, new Dispatcher(), events, new Answers());
            for (int i = 0; i < places.size(); i++) {
                int number = i;
                Monitor monitor = new Monitor(stage, manner.withPretty(options.isPretty(i)), () -> left(number));
                monitors.add(monitor);
                events.add(monitor);
                listeners.add(
                        new Listener(loop, places.get(i).channel(), options.descriptors(), monitor, monitor::opened));
            }
            return true;
        });
    }

    /** What a command does where nothing is scripted; empty where nobody knows. */
    abstract Optional<Behaviour> behaviour(String command);

    /** A refusal for a reason that is not in the schema. */
    abstract Optional<Answer> refusal(Request request);

    /** There is no client any more. */
    abstract void deserted();

    /** Lets go of what the model holds. */
    abstract void closeModel();

    private void left(int number) {
        if (monitors.stream().noneMatch(Monitor::isConnected)) {
            deserted();
        }
        listeners.get(number).next();
    }

    final Loop loop() {
        return loop;
    }

    final <T> T onLoop(Supplier<T> task) {
        return loop.call(task);
    }

    final void checkEvent(String event, JsonNode data) {
        rules.checkEvent(event, data);
    }

    final void tell(String event, JsonNode data) {
        events.emit(new Answer.Emitted(event, data));
    }

    /** Where it listens; the first place where there are several. */
    public SocketAddress address() {
        return places.get(0).address();
    }

    /** All places where it listens. */
    public List<SocketAddress> addresses() {
        return places.stream().map(Place::address).toList();
    }

    /**
     * The unix socket on which it listens.
     *
     * @throws IllegalStateException if that is none
     */
    public Path path() {
        if (address() instanceof UnixDomainSocketAddress unix) {
            return unix.getPath();
        }
        throw new IllegalStateException("it listens on " + address() + ", which is no unix socket");
    }

    /**
     * Says what a command is to be answered, from now on.
     *
     * @throws IllegalArgumentException if the schema has no such command
     */
    public Stubbing when(String command) {
        Stubbing stubbing = new Stubbing(rules, command);
        loop.call(() -> {
            script.add(stubbing);
            return true;
        });
        return stubbing;
    }

    /** Lets something go wrong once: with the next client that connects, or with the next answer, as the fault has it. */
    public void inject(Fault fault) {
        loop.call(() -> {
            script.add(fault);
            return true;
        });
    }

    /** Forgets all answers and faults that were scripted. */
    public void reset() {
        loop.call(() -> {
            script.clear();
            return true;
        });
    }

    /**
     * The last 10,000 commands that were received and not refused by the schema, oldest first: those that a fault kept from
     * being run, too.
     */
    public List<Request> received() {
        return loop.call(received::all);
    }

    /** Of {@link #received()} those of that name. */
    public List<Request> received(String command) {
        return received().stream().filter(one -> one.command().equals(command)).toList();
    }

    /**
     * Waits until such a command has been received, and returns the last one.
     *
     * @throws AssertionError if none came in time; the message says what did come
     * @throws InterruptedException if the thread is interrupted
     */
    public Request awaitReceived(String command, Duration time) throws InterruptedException {
        try {
            return loop.call(() -> received.await(command))
                    .get(TimeUnit.NANOSECONDS.convert(time), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("no '" + command + "' was received within " + time + ", but " + received(), late);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Is completed when it was told to {@code quit}, or closed. */
    public CompletableFuture<Boolean> whenEnded() {
        return ended.copy();
    }

    /** How many clients are connected now. */
    public int clients() {
        return loop.call(
                () -> (int) monitors.stream().filter(Monitor::isConnected).count());
    }

    /** Closes the connection of each client that is there; others may come. */
    public void disconnect() {
        loop.call(() -> {
            List.copyOf(monitors).forEach(Monitor::abort);
            return true;
        });
    }

    /** Ends it: clients see the end of the connection, and nobody can connect any more. */
    @Override
    public void close() {
        try {
            loop.call(() -> {
                listeners.forEach(Listener::close);
                monitors.forEach(Monitor::abort);
                closeModel();
                return true;
            });
        } catch (IllegalStateException ended) {
            // Closed twice, which is fine.
            return;
        }
        ended.complete(true);
        if (isOwnLoop) {
            loop.close();
        }
        places.forEach(Place::close);
    }

    /** The commands' way through script and model. Loop thread only. */
    private final class Answers implements Backend {
        /** Whether it was the model that ran {@code quit}: an answer that a test has scripted ends nothing. */
        private boolean quitting;

        @Override
        public Answer answer(Request request, boolean runs) {
            Optional<Answer> refused =
                    verdict.ofCommand(request).or(() -> refusal(request)).or(() -> verdict.ofArguments(request));
            if (refused.isPresent()) {
                return refused.get();
            }
            received.add(request);
            if (!runs) {
                return Answer.done();
            }
            try {
                return script.answer(request, () -> run(request))
                        .orElseGet(() -> Answer.failing("this fake has no answer to '" + request.command()
                                + "'; script one: when(\"" + request.command() + "\").thenReturn(...)"));
            } catch (RuntimeException | AssertionError failed) {
                return Answer.failing(
                        "the answer that a test has scripted for '" + request.command() + "' threw " + failed);
            }
        }

        private Optional<Answer> run(Request request) {
            quitting |= request.command().equals("quit");
            return behaviour(request.command()).map(known -> known.run(request));
        }

        @Override
        public Optional<Fault> faultOfConnection() {
            return script.faultOfConnection();
        }

        @Override
        public Optional<Fault> faultOfAnswer(boolean outOfBand) {
            return script.faultOfAnswer(outOfBand);
        }

        @Override
        public void quit() {
            if (!quitting) {
                return;
            }
            listeners.forEach(Listener::close);
            List.copyOf(monitors).forEach(Monitor::close);
            ended.complete(true);
        }
    }
}
