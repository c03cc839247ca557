package org.qmp4j.client.session;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.error.QmpHandshakeException;
import org.qmp4j.client.event.EventOptions;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.framing.FrameLimits;
import org.qmp4j.client.framing.FrameReader;
import org.qmp4j.client.framing.FrameSink;
import org.qmp4j.client.framing.FramingException;
import org.qmp4j.client.framing.MessageBudget;
import org.qmp4j.client.message.MalformedMessageException;
import org.qmp4j.client.message.Message;
import org.qmp4j.client.observer.ClientStatistics;
import org.qmp4j.client.observer.ClientStatistics.Counter;
import org.qmp4j.client.observer.CloseReason;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.spi.OutgoingMessage;
import org.qmp4j.client.spi.Transport;
import org.qmp4j.protocol.Capability;
import org.qmp4j.protocol.Greeting;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.QmpJson;
import org.qmp4j.protocol.RawEvent;

/**
 * One QMP session over one transport. The transport's reader runs {@link #received} and {@link #ended}; any thread may
 * call the other methods.
 */
public final class Session implements SessionState, Transport.Receiver, MessageSink.Receiver {
    /**
     * With out-of-band execution QEMU has a queue of 8 commands for each monitor, and stops reading while the queue is
     * full. With 7 commands in flight QEMU always reads on, and answers out-of-band commands.
     */
    private static final int WINDOW_WITH_OUT_OF_BAND = 7;

    /** Without out-of-band execution QEMU reads one command at a time; the others wait in the socket. */
    private static final int WINDOW = 64;

    private static final int MAX_MESSAGE_BYTES = 96 << 20;

    private final Transport transport;
    private final ConnectOptions options;
    private final Counters counters = new Counters();
    private final Callbacks callbacks;
    private final ObserverRelay observer;
    private final CallTable calls;
    private final EventFanOut events;
    private final ClosedFuture closed;
    private final SessionLife life;

    private final FirstBytes firstBytes = new FirstBytes();
    private final FrameReader frames;
    private final FrameSink messages;

    // Null after its end, because a connection may last for months.
    private volatile @Nullable Handshake handshake;
    private volatile @Nullable ShutdownReason shutdown;

    private final @Nullable LivenessProbe probe;

    // Set by open() before it returns the session.
    private @Nullable Greeting greeting;
    private boolean outOfBandEnabled;

    private Session(Transport transport, ConnectOptions options, Handshake handshake) {
        this.transport = transport;
        this.options = options;
        this.handshake = handshake;
        this.callbacks = new Callbacks(options.callbackExecutor());
        this.closed = new ClosedFuture(callbacks);
        this.observer = new ObserverRelay(transport.name(), options.observer(), callbacks);
        this.calls = new CallTable(transport, options.maxWaitingCalls(), counters, observer);
        this.events = new EventFanOut(transport.name(), counters, observer);
        SessionLife ending = new SessionLife(transport, this::closingSteps);
        this.life = ending;
        this.frames = new FrameReader(
                new FrameLimits(options.maxMessageBytes().orElse(MAX_MESSAGE_BYTES), QmpJson.MAX_NESTING),
                MessageBudget.ofJvm().open(reason -> ending.end(() -> limitError(reason), false)));
        this.messages = new MessageSink(this, broken -> ending.endByReader(protocolError(broken)));
        this.probe = options.livenessInterval().map(this::probe).orElse(null);
    }

    private LivenessProbe probe(Duration interval) {
        return new LivenessProbe(
                transport,
                new LivenessProbe.Times(interval, options.livenessTimeout()),
                calls::sendBeside,
                silent -> life.end(() -> silent, false));
    }

    /**
     * Begins a session: greeting and negotiation. The connection is closed if that fails.
     *
     * @param early called with the session before the first byte is read, to subscribe to events
     */
    public static Session open(
            Connection connection, ConnectOptions options, Deadline deadline, Consumer<Session> early) {
        Transport transport = connection.transport();
        Session session = null;
        try {
            Handshake handshake = new Handshake(connection, deadline);
            session = new Session(transport, options, handshake);
            early.accept(session);
            transport.start(session);
            session.shakeHands(handshake, options.outOfBand());
            return session;
        } catch (RuntimeException | Error failed) {
            if (session == null) {
                transport.close();
            } else {
                session.close();
            }
            throw failed;
        }
    }

    private void shakeHands(Handshake hands, boolean wantOutOfBand) {
        Greeting heard = hands.awaitGreeting();
        greeting = heard;
        outOfBandEnabled = wantOutOfBand && heard.capabilities().contains(Capability.OUT_OF_BAND);
        if (probe != null && !outOfBandEnabled) {
            throw new QmpHandshakeException(
                    "no session: a liveness probe needs out-of-band execution, which " + transport.name()
                            + " does not offer",
                    null);
        }
        hands.negotiate(outOfBandEnabled ? Capability.OUT_OF_BAND : null);
        counters.increment(Counter.COMMANDS_SENT);
        calls.open(outOfBandEnabled ? WINDOW_WITH_OUT_OF_BAND : WINDOW);
        observer.connected("QEMU " + heard.version());
        if (probe != null) {
            probe.start();
        }
    }

    @Override
    public void received(byte[] buffer, int offset, int length) {
        observer.bytesReceived(length);
        firstBytes.received(buffer, offset, length);
        if (probe != null) {
            probe.heard();
        }
        try {
            frames.read(buffer, offset, length, messages);
        } catch (FramingException broken) {
            life.endByReader(protocolError(broken));
        } finally {
            events.announce();
        }
    }

    /** A message is complete. Reader thread only. */
    @Override
    public void message(Message message) throws MalformedMessageException {
        if (life.end() != null) {
            return;
        }
        if (message instanceof Message.EventMessage event) {
            // An event may come even before the greeting.
            publish(event.event());
        } else if (message instanceof Message.GreetingMessage hello) {
            greeted(hello);
        } else if (message instanceof Message.Reply reply) {
            // QEMU sends the events of a command before its reply, so their subscribers are woken before the caller.
            events.announce();
            answer(reply);
        }
    }

    // Only the first greeting is decoded: a peer may send any number of them.
    private void greeted(Message.GreetingMessage hello) throws MalformedMessageException {
        Handshake hands = handshake;
        if (hands != null && hands.awaitsGreeting()) {
            hands.greeted(hello.greeting());
        }
    }

    private void answer(Message.Reply reply) {
        Handshake hands = handshake;
        if (probe != null && probe.answered(reply)) {
            return;
        }
        if (hands == null) {
            calls.answered(reply);
        } else if (hands.answered(reply)) {
            handshake = null;
        } else {
            counters.increment(Counter.FOREIGN_REPLIES);
            observer.noteReplyDropped(reply.text());
            observer.wake();
        }
    }

    private void whileShakingHands(Consumer<Handshake> action) {
        Handshake hands = handshake;
        if (hands != null) {
            action.accept(hands);
        }
    }

    private void publish(RawEvent event) {
        if (event.name().equals("SHUTDOWN")) {
            shutdown = ShutdownReason.of(event);
        }
        events.publish(event.withMalformed(malformed -> DecodingProblem.ofEvent(event, malformed)));
    }

    @Override
    public void failed(OutgoingMessage message, Outcome outcome, String reason) {
        whileShakingHands(hands -> hands.failed(message, reason));
        calls.failed(message, outcome, reason);
    }

    @Override
    public void ended(@Nullable Throwable cause) {
        life.endByReader(SessionEnding.byPeer(transport.name(), cause, shutdownReason(), handshake == null));
    }

    private ConnectionEnd protocolError(Exception cause) {
        return SessionEnding.protocolError(
                transport.name() + " does not speak QMP as expected, the connection was closed: " + cause.getMessage()
                        + firstBytes.noQmpMonitor().map(other -> "; " + other).orElseGet(() -> beginning(cause)),
                cause);
    }

    // Only if the session has not begun, because later messages may contain secrets. The message of a FramingException
    // already shows the bytes.
    private String beginning(Exception cause) {
        return handshake != null && cause instanceof MalformedMessageException
                ? "; it began with: " + firstBytes.shown()
                : "";
    }

    private ConnectionEnd limitError(String reason) {
        return SessionEnding.protocolError(transport.name() + ": the connection was closed: " + reason, null);
    }

    private Optional<String> shutdownReason() {
        return Optional.ofNullable(shutdown).map(ShutdownReason::text);
    }

    private ClosingSteps closingSteps(ConnectionEnd reason, boolean byThisProgram) {
        CloseReason last = reason.toApplication(shutdownReason(), byThisProgram);
        return new ClosingSteps(
                this::stopProbe,
                () -> calls.end(reason),
                frames::close,
                () -> whileShakingHands(hands -> hands.ended(reason)),
                () -> events.end(reason),
                () -> observer.noteDisconnected(last.message()),
                observer::require,
                () -> closed.complete(last),
                transport::close);
    }

    private void stopProbe() {
        if (probe != null) {
            probe.stop();
        }
    }

    /** Ends the session and everything that waits for it. Returns at once. Idempotent. */
    public void close() {
        life.close();
    }

    /** Subscribes to events by name; an empty set means all events. */
    public <E> EventSubscription<E> subscribe(
            Set<String> names, EventOptions options, Function<? super RawEvent, ? extends E> decoder) {
        return events.subscribe(names, options, decoder);
    }

    /** The calls of this session. */
    public Calls calls() {
        CallCheck check = new CallCheck(transport.name(), outOfBandEnabled, transport.carriesDescriptors());
        return new Calls(calls, callbacks, options, check);
    }

    @Override
    public String endpoint() {
        return transport.name();
    }

    /** QEMU's greeting. */
    public Greeting greeting() {
        Greeting heard = greeting;
        if (heard == null) {
            throw new IllegalStateException("the session has not begun");
        }
        return heard;
    }

    /** Whether out-of-band execution was negotiated. */
    public boolean isOutOfBandEnabled() {
        return outOfBandEnabled;
    }

    @Override
    public ClientStatistics statistics() {
        return counters.statistics();
    }

    @Override
    public Optional<CloseReason> closeReason() {
        return life.closeReason(shutdownReason());
    }

    @Override
    public CompletionStage<CloseReason> whenEnded() {
        return closed.stage();
    }
}
