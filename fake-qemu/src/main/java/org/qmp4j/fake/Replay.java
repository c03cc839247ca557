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
import org.qmp4j.fake.session.Manner;
import org.qmp4j.fake.session.Monitor;
import org.qmp4j.fake.session.Stage;

/**
 * Says again what a QEMU has said: to the commands of a {@link Transcript} come the answers and events in it. A command that
 * is not the recorded one is refused with {@code GenericError}, whose words tell what was expected and what came.
 *
 * <pre>{@code
 * try (Replay replay = Replay.start(Transcript.read(file), Replay.Order.STRICT);
 *         QmpClient client = QmpClient.connect(Endpoint.unix(replay.path()))) {
 *     ...
 *     assertThat(replay.differences()).isEmpty();
 * }
 * }</pre>
 *
 * <p>Ids are the client's own. What was blotted out of the transcript matches any value. Random parts of names match others of
 * the same shape: {@code job-8f3a21} is taken for {@code job-07c9d4}, and from then on the answers and events have {@code
 * job-07c9d4} in its place. A random part is a UUID, or six or more hexadecimal digits with a decimal digit among them. Safe
 * for threads.
 */
public final class Replay implements AutoCloseable {
    private final Loop loop;
    private final Place place;
    private final Tape tape;
    private final Monitor monitor;
    private final Listener listener;
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    /** Which commands are taken. */
    public enum Order {
        /** Those of the transcript, in its order. */
        STRICT,
        /** Those of the transcript, in any order and any number: the answers come in theirs, and the last one repeats. */
        LENIENT
    }

    private Replay(Transcript transcript, Order order, Place place) {
        this.place = place;
        this.loop =
                Loop.start("qmp4j-replay " + place.address(), place.channel().provider());
        this.tape = new Tape(transcript.tape(), order);
        var greeting = transcript.tape().greeting();
        boolean outOfBand = greeting.at("/QMP/capabilities").toString().contains("oob");
        Manner manner = new Manner(Optional.of(greeting), outOfBand, false, JsonInput.Recovery.AT_ONCE);
        Events events = new Events(loop);
        Listener[] accepting = new Listener[1];
        this.monitor = new Monitor(new Stage(loop, new Dispatcher(), events, tape), manner, () -> accepting[0].next());
        events.add(monitor);
        this.listener = loop.call(() ->
                accepting[0] = new Listener(loop, place.channel(), DescriptorSource.NONE, monitor, monitor::opened));
    }

    /** Serves it on a unix socket in a new folder. */
    public static Replay start(Transcript transcript, Order order) {
        return new Replay(transcript, order, Place.inNewFolder("qmp"));
    }

    /** Serves it on that unix or TCP address. */
    public static Replay start(Transcript transcript, Order order, SocketAddress address) {
        return new Replay(transcript, order, Place.at(address));
    }

    /** Where it listens. */
    public SocketAddress address() {
        return place.address();
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

    /** What came otherwise than recorded, in the words of its refusal. */
    public List<String> differences() {
        return loop.call(() -> List.copyOf(tape.differences));
    }

    /** The recorded commands that have not come, such as {@code 'stop' (line 7)}. */
    public List<String> missing() {
        return loop.call(() -> tape.left.stream().map(Exchange::toString).toList());
    }

    /** Is completed when it was told to {@code quit}, or closed. */
    public CompletableFuture<Boolean> whenEnded() {
        return ended.copy();
    }

    @Override
    public void close() {
        try {
            loop.call(() -> {
                listener.close();
                monitor.abort();
                return true;
            });
        } catch (IllegalStateException closedBefore) {
            return;
        }
        ended.complete(true);
        loop.close();
        place.close();
    }

    /** Finds the recorded answers. Loop thread only. */
    private final class Tape implements Backend {
        /** Told beyond these it tells nothing new. */
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
                String said = difference(request);
                if (differences.size() < MOST_DIFFERENCES) {
                    differences.add(said);
                }
                return Answer.failing(said);
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
            // Names of their own have those, too, who do the same a second time.
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
            listener.close();
            monitor.close();
            ended.complete(true);
        }
    }
}
