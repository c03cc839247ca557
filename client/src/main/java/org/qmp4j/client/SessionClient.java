package org.qmp4j.client;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.event.EventOptions;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.session.Calls;
import org.qmp4j.client.session.Connection;
import org.qmp4j.client.session.Session;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.protocol.EventType;
import org.qmp4j.protocol.Greeting;
import org.qmp4j.protocol.QmpCommand;
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
        return begin(Opening.open(endpoint, options, deadline), endpoint, options, deadline);
    }

    /** Begins a session over a connection, which is closed if that fails. */
    static QmpClient begin(Connection connection, Endpoint endpoint, ConnectOptions options, Deadline deadline) {
        return Opening.begin(connection, options, () -> {
            AtomicReference<@Nullable EventSubscription<RawEvent>> early = new AtomicReference<>();
            Session session =
                    Session.open(connection, options, deadline, begun -> early.set(subscribe(begun, options)));
            return new SessionClient(session, endpoint, early.get());
        });
    }

    private static @Nullable EventSubscription<RawEvent> subscribe(Session session, ConnectOptions options) {
        return options.earlyEventOptions()
                .map(early -> session.subscribe(options.earlyEventNames(), early, event -> event))
                .orElse(null);
    }

    @Override
    public <R> R execute(QmpCommand<R> command, CallOptions options) {
        return calls.execute(command, options);
    }

    @Override
    public <R> CompletableFuture<R> submit(QmpCommand<R> command, CallOptions options) {
        return calls.submit(command, options);
    }

    @Override
    public <R> List<R> executeAll(List<? extends QmpCommand<? extends R>> commands, CallOptions options) {
        return calls.executeAll(commands, options);
    }

    @Override
    public JsonNode send(JsonNode message, CallOptions options) {
        return calls.send(message, options);
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
