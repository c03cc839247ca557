package org.qmp4j.fake;

import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.qmp4j.fake.json.JsonInput;
import org.qmp4j.fake.net.Listener;
import org.qmp4j.fake.net.Loop;
import org.qmp4j.fake.record.Exchange;
import org.qmp4j.fake.record.Names;
import org.qmp4j.fake.script.Answer;
import org.qmp4j.fake.script.DescriptorSource;
import org.qmp4j.fake.script.Fault;
import org.qmp4j.fake.script.Request;
import org.qmp4j.fake.session.Backend;
import org.qmp4j.fake.session.Dispatcher;
import org.qmp4j.fake.session.Events;
import org.qmp4j.fake.session.Monitor;
import org.qmp4j.fake.session.MonitorConfig;
import org.qmp4j.fake.session.MonitorContext;

/**
 * Replays a recorded conversation: it answers the commands of a {@link Transcript} with its replies and events. A command
 * that differs from the recorded one fails with a {@code GenericError} that says what was expected and what was received.
 *
 * <pre>{@code
 * try (Replay replay = Replay.start(Transcript.read(file), Replay.Order.STRICT);
 *         QmpClient client = QmpClient.connect(Endpoint.unix(replay.path()))) {
 *     ...
 *     assertThat(replay.differences()).isEmpty();
 * }
 * }</pre>
 *
 * <p>Replies have the ids of the client. Masked values match any value. Random parts of names match other random parts of
 * the same form: {@code job-8f3a21} matches {@code job-07c9d4}, and from then on the replies and events contain the name that the
 * client uses. A random part is a UUID, or six or more hexadecimal digits with a decimal digit among them. Safe
 * for threads.
 */
public final class Replay implements AutoCloseable {
    private final Loop loop;
    private final ListenSocket socket;
    private final Tape tape;
    private final Monitor monitor;
    private final Listener listener;
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    /** Which commands are accepted. */
    public enum Order {
        /** The commands of the transcript, in its order. */
        STRICT,
        /** The commands of the transcript, in any order and number: the replies keep their order, and the last one is repeated. */
        LENIENT
    }

    private Replay(Transcript transcript, Order order, ListenSocket socket) {
        this.socket = socket;
        this.loop =
                Loop.start("qmp4j-replay " + socket.address(), socket.channel().provider());
        this.tape = new Tape(transcript.tape(), order);
        var greeting = transcript.tape().greeting();
        boolean outOfBand = greeting.at("/QMP/capabilities").toString().contains("oob");
        MonitorConfig config = new MonitorConfig(Optional.of(greeting), outOfBand, false, JsonInput.Recovery.AT_ONCE);
        Events events = new Events(loop);
        Listener[] accepting = new Listener[1];
        this.monitor = new Monitor(
                new MonitorContext(loop, new Dispatcher(), events, tape), config, () -> accepting[0].next());
        events.add(monitor);
        this.listener = loop.call(() ->
                accepting[0] = new Listener(loop, socket.channel(), DescriptorSource.NONE, monitor, monitor::opened));
    }

    /** Starts a replay on a unix socket in a new folder. */
    public static Replay start(Transcript transcript, Order order) {
        return new Replay(transcript, order, ListenSocket.inNewFolder("qmp"));
    }

    /** Starts a replay on a unix or TCP address. */
    public static Replay start(Transcript transcript, Order order, SocketAddress address) {
        return new Replay(transcript, order, ListenSocket.at(address));
    }

    /** The address on which it listens. */
    public SocketAddress address() {
        return socket.address();
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

    /** Descriptions of the commands that differed from the recording. */
    public List<String> differences() {
        return loop.call(() -> List.copyOf(tape.differences));
    }

    /** The recorded commands that were not received, such as {@code 'stop' (line 7)}. */
    public List<String> missing() {
        return loop.call(() -> tape.left.stream().map(Exchange::toString).toList());
    }

    /** Completes after {@code quit} or {@link #close()}. */
    public CompletableFuture<Boolean> whenEnded() {
        return ended.copy();
    }

    @Override
    public void close() {
        try {
            loop.call(() -> {
                socket.removeFile();
                listener.close();
                monitor.abort();
                return true;
            });
        } catch (IllegalStateException closedBefore) {
            return;
        }
        ended.complete(true);
        loop.close();
        socket.close();
    }

    /** Finds the recorded replies. Loop thread only. */
    private final class Tape implements Backend {
        /** Further differences are dropped: they add nothing new. */
        private static final int MOST_DIFFERENCES = 1_000;

        private final List<Exchange> all;
        private final List<Exchange> left;
        private final Iterator<Answer> negotiations;
        private final Order order;
        private final List<String> differences = new ArrayList<>();
        private Names names = Names.NONE;

        private Tape(Exchange.Tape recorded, Order order) {
            this.all = recorded.exchanges();
            this.left = new ArrayList<>(all);
            this.negotiations = recorded.negotiations().iterator();
            this.order = order;
        }

        @Override
        public Answer answer(Request request, boolean runs) {
            Exchange found = find(request);
            if (found == null) {
                String difference = difference(request);
                if (differences.size() < MOST_DIFFERENCES) {
                    differences.add(difference);
                }
                return Answer.failing(difference);
            }
            left.remove(found);
            return names.applied(found.answer());
        }

        @Override
        public Answer negotiated() {
            return negotiations.hasNext() ? negotiations.next() : Answer.done();
        }

        private @Nullable Exchange find(Request request) {
            if (order == Order.STRICT) {
                return first(left.subList(0, Math.min(1, left.size())), request, names);
            }
            List<Exchange> latestFirst = new ArrayList<>(all);
            Collections.reverse(latestFirst);
            // A second client of the same kind also chooses its own names.
            for (Names known : List.of(names, Names.NONE)) {
                Exchange next = first(left, request, known);
                Exchange found = next == null ? first(latestFirst, request, known) : next;
                if (found != null) {
                    return found;
                }
            }
            return null;
        }

        private @Nullable Exchange first(List<Exchange> exchanges, Request request, Names known) {
            for (Exchange exchange : exchanges) {
                Optional<Names> now = exchange.matches(request, known);
                if (now.isPresent()) {
                    names = names.and(now.get());
                    return exchange;
                }
            }
            return null;
        }

        private String difference(Request request) {
            if (order == Order.LENIENT) {
                return "the transcript has no '" + request + "'";
            }
            return left.isEmpty()
                    ? "the transcript ends before '" + request + "'"
                    : "the transcript has " + left.get(0) + " next, and what came is '" + request + "'";
        }

        @Override
        public Optional<Fault> faultOfConnection() {
            return Optional.empty();
        }

        @Override
        public Optional<Fault> faultOfAnswer(boolean outOfBand) {
            return Optional.empty();
        }

        @Override
        public void quit() {
            socket.removeFile();
            listener.close();
            monitor.close();
            ended.complete(true);
        }
    }
}
