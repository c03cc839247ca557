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
import org.qmp4j.fake.session.Monitor;
import org.qmp4j.fake.session.MonitorConfig;
import org.qmp4j.fake.session.MonitorContext;
import org.qmp4j.schema.AnswerCheck;
import org.qmp4j.schema.model.Schema;
import tools.jackson.databind.JsonNode;

/**
 * The common part of a fake QEMU and a fake guest agent: a test scripts it, does something, and asks what it received.
 *
 * <p>Safe for threads. A fake runs on its own thread, or on the thread of a {@link FakeHost}.
 */
public abstract sealed class FakePeer implements AutoCloseable permits FakeQemu, FakeGuestAgent {
    private final Loop loop;
    private final boolean isOwnLoop;
    private final List<ListenSocket> sockets;
    private final List<Listener> listeners = new ArrayList<>();
    private final List<Monitor> monitors = new ArrayList<>();
    private final Events events;
    private final Script script = new Script();
    private final Received received = new Received();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private final Verdict verdict;
    private final Stubbing.Rules rules;

    FakePeer(FakeOptions options, String name, Schema schema) {
        this.sockets = options.sockets(name);
        this.isOwnLoop = options.host() == null;
        this.loop = options.host() == null
                ? Loop.start(
                        "qmp4j-fake " + sockets.get(0).address(),
                        sockets.get(0).channel().provider())
                : options.host().loop();
        this.events = new Events(loop);
        this.verdict = new Verdict(schema);
        this.rules = new ScriptRules(
                loop, options.isChecked() ? Optional.of(AnswerCheck.against(schema)) : Optional.empty());
    }

    /** Begins to listen. */
    final void open(MonitorConfig config, FakeOptions options) {
        loop.call(() -> {
            MonitorContext context = new MonitorContext(loop, new Dispatcher(), events, new Answers());
            for (int i = 0; i < sockets.size(); i++) {
                int number = i;
                Monitor monitor = new Monitor(context, config.withPretty(options.isPretty(i)), () -> left(number));
                monitors.add(monitor);
                events.add(monitor);
                listeners.add(
                        new Listener(loop, sockets.get(i).channel(), options.descriptors(), monitor, monitor::opened));
            }
            return true;
        });
    }

    /** The answer of the model to a command without a script; empty if the model does not have the command. */
    abstract Optional<Behaviour> behaviour(String command);

    /** An error for a reason that is not in the schema. */
    abstract Optional<Answer> refusal(Request request);

    /** Called when the last client has left. */
    abstract void deserted();

    /** Releases what the model holds. */
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

    /** The address on which it listens; the first one if there are several. */
    public SocketAddress address() {
        return sockets.get(0).address();
    }

    /** All addresses on which it listens. */
    public List<SocketAddress> addresses() {
        return sockets.stream().map(ListenSocket::address).toList();
    }

    /**
     * The unix socket on which it listens.
     *
     * @throws IllegalStateException if the address is not a unix socket
     */
    public Path path() {
        if (address() instanceof UnixDomainSocketAddress unix) {
            return unix.getPath();
        }
        throw new IllegalStateException("it listens on " + address() + ", which is no unix socket");
    }

    /**
     * Scripts the answers to a command, from now on.
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

    /** Injects a fault, once: into the connection of the next client, or into the next answer, depending on the fault. */
    public void inject(Fault fault) {
        loop.call(() -> {
            script.add(fault);
            return true;
        });
    }

    /** Removes all scripted answers and faults. */
    public void reset() {
        loop.call(() -> {
            script.clear();
            return true;
        });
    }

    /**
     * The last 10,000 commands that were received and that the schema allows, oldest first, including those that a fault
     * prevented from running.
     */
    public List<Request> received() {
        return loop.call(received::all);
    }

    /** The commands of {@link #received()} with that name. */
    public List<Request> received(String command) {
        return received().stream().filter(one -> one.command().equals(command)).toList();
    }

    /**
     * Waits until a command with that name has been received, and returns the last one.
     *
     * @throws AssertionError if none was received in time; the message lists what was received
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

    /** Completes after {@code quit} or {@link #close()}. */
    public CompletableFuture<Boolean> whenEnded() {
        return ended.copy();
    }

    /** The number of connected clients. */
    public int clients() {
        return loop.call(
                () -> (int) monitors.stream().filter(Monitor::isConnected).count());
    }

    /** Closes the connections of all clients; new clients can connect. */
    public void disconnect() {
        loop.call(() -> {
            List.copyOf(monitors).forEach(Monitor::abort);
            return true;
        });
    }

    /** Closes all connections and stops listening. */
    @Override
    public void close() {
        try {
            loop.call(() -> {
                closeListeners();
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
        sockets.forEach(ListenSocket::close);
    }

    private void closeListeners() {
        sockets.forEach(ListenSocket::removeFile);
        listeners.forEach(Listener::close);
    }

    /** Sends each command to the script and the model. Loop thread only. */
    private final class Answers implements Backend {
        /** Whether the model ran {@code quit}: a scripted answer does not stop the fake. */
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
            closeListeners();
            List.copyOf(monitors).forEach(Monitor::close);
            ended.complete(true);
        }
    }
}
