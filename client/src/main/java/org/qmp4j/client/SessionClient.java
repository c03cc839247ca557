package org.qmp4j.client;

import java.io.FileDescriptor;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.ConnectOptions.EarlyEvents;
import org.qmp4j.client.error.QmpInvalidCommandException;
import org.qmp4j.client.event.EventOptions;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.framing.FrameLimits;
import org.qmp4j.client.session.Calls;
import org.qmp4j.client.session.RawMessage;
import org.qmp4j.client.session.Session;
import org.qmp4j.client.session.SessionOptions;
import org.qmp4j.client.transport.Deadline;
import org.qmp4j.client.transport.Endpoint;
import org.qmp4j.client.transport.Transport;
import org.qmp4j.protocol.EventType;
import org.qmp4j.protocol.Greeting;
import org.qmp4j.protocol.QmpCommand;
import org.qmp4j.protocol.QmpJson;
import org.qmp4j.protocol.RawEvent;
import tools.jackson.databind.JsonNode;

/** The client over a session of its own. */
final class SessionClient extends SessionBase implements QmpClient {
    private final Session session;
    private final Calls calls;
    private final @Nullable EventSubscription<RawEvent> earlyEvents;

    private SessionClient(Session session, Endpoint endpoint, @Nullable EventSubscription<RawEvent> earlyEvents) {
        super(session, endpoint);
        this.session = session;
        this.calls = session.calls();
        this.earlyEvents = earlyEvents;
    }

    static QmpClient connect(Endpoint endpoint, ConnectOptions options) {
        Deadline deadline = Deadline.after(options.connectTimeout());
        Transport transport = Opening.open(endpoint, options.waitForSocket(), deadline);
        return begin(transport, endpoint, options, deadline);
    }

    /** Begins a session over a connection, which is closed if that fails. */
    static QmpClient begin(Transport transport, Endpoint endpoint, ConnectOptions options, Deadline deadline) {
        return Opening.begin(transport, options, () -> {
            Early early = new Early(options.earlyEvents());
            Session session = Session.open(transport, sessionOptions(options), deadline, early::subscribe);
            return new SessionClient(session, endpoint, early.subscription);
        });
    }

    static SessionOptions sessionOptions(ConnectOptions options) {
        return new SessionOptions(
                options.outOfBand(),
                options.maxWaitingCalls(),
                new FrameLimits(options.monitorMessageBytes(), QmpJson.MAX_NESTING),
                options.callbackExecutor(),
                options.observer(),
                options.liveness(),
                options.defaultTimeouts()::of,
                options.maxQueueTime());
    }

    /** Subscribes between the making of a session and its first byte. */
    private static final class Early {
        private final Optional<EarlyEvents> wanted;
        private @Nullable EventSubscription<RawEvent> subscription;

        Early(Optional<EarlyEvents> wanted) {
            this.wanted = wanted;
        }

        void subscribe(Session session) {
            wanted.ifPresent(
                    events -> subscription = session.subscribe(events.names(), events.options(), event -> event));
        }
    }

    private Calls.Terms terms(CallOptions options, String command) {
        if (options.isOutOfBand() && !session.isOutOfBandEnabled()) {
            throw new QmpInvalidCommandException(
                    "cannot send '" + command + "' out of band on " + peer()
                            + ": the monitor does not offer it, or the connect options turned it off",
                    command,
                    "",
                    null);
        }
        if (!options.descriptors().isEmpty()) {
            requirePassable(options.descriptors(), command);
        }
        return new Calls.Terms(options.timeout(), options.isOutOfBand(), options.descriptors());
    }

    private void requirePassable(List<FileDescriptor> descriptors, String command) {
        if (!session.carriesDescriptors()) {
            throw new QmpInvalidCommandException(
                    "cannot send '" + command + "' with a descriptor on " + peer()
                            + ": this connection carries bytes alone; add the dependency org.qmp4j:qmp4j-descriptors and"
                            + " connect to QEMU's unix socket by Descriptors.unix(path)",
                    command,
                    "",
                    null);
        }
        if (!descriptors.stream().allMatch(FileDescriptor::valid)) {
            throw new QmpInvalidCommandException(
                    "cannot send '" + command + "' on " + peer() + ": one of its descriptors is closed",
                    command,
                    "",
                    null);
        }
    }

    @Override
    public <R> R execute(QmpCommand<R> command, CallOptions options) {
        return calls.execute(command, terms(options, command.name()));
    }

    @Override
    public <R> CompletableFuture<R> submit(QmpCommand<R> command, CallOptions options) {
        try {
            return calls.submit(command, terms(options, command.name()));
        } catch (QmpInvalidCommandException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    @Override
    public <R> List<R> executeAll(List<? extends QmpCommand<? extends R>> commands, CallOptions options) {
        if (!options.descriptors().isEmpty()) {
            throw new IllegalArgumentException("descriptors belong to one command, not to several: use execute");
        }
        return calls.executeAll(commands, terms(options, "executeAll"));
    }

    @Override
    public JsonNode send(JsonNode message, CallOptions options) {
        RawMessage raw = RawMessage.of(message);
        CallOptions all = raw.outOfBand() ? options.withOutOfBand() : options;
        return calls.send(raw, terms(all, raw.name()));
    }

    @Override
    public EventSubscription<RawEvent> events(EventOptions options, String... names) {
        return session.subscribe(Set.copyOf(List.of(names)), options, event -> event);
    }

    @Override
    public <E> EventSubscription<E> events(EventType<E> type, EventOptions options) {
        return session.subscribe(Set.of(type.name()), options, type::decode);
    }

    @Override
    public <E> EventSubscription<E> events(Collection<? extends EventType<? extends E>> types, EventOptions options) {
        EventTypes<E> all = new EventTypes<>(types);
        return session.subscribe(all.names(), options, all::decode);
    }

    @Override
    public Optional<EventSubscription<RawEvent>> earlyEvents() {
        return Optional.ofNullable(earlyEvents);
    }

    @Override
    public Greeting greeting() {
        return session.greeting();
    }

    @Override
    public boolean isOutOfBandEnabled() {
        return session.isOutOfBandEnabled();
    }

    @Override
    public void close() {
        session.close();
    }

    @Override
    public String toString() {
        return "QmpClient[" + peer() + ", QEMU " + greeting().version() + (isOpen() ? "]" : ", closed]");
    }
}
