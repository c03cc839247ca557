package org.qmp4j.client;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.qmp4j.client.event.EventOptions;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.protocol.EventType;
import org.qmp4j.protocol.Greeting;
import org.qmp4j.protocol.QmpCommand;
import org.qmp4j.protocol.RawEvent;
import tools.jackson.databind.JsonNode;

/**
 * One session with QEMU or qemu-storage-daemon.
 *
 * <p>All methods may be called by any thread. A timeout or an interrupt ends the waiting of one call and nothing else. When the
 * connection ends, every call that waits fails; a client never connects again by itself (see {@link Reconnector}).
 *
 * <p>When a reply is returned, every event that QEMU sent before it is already in the queues of its subscriptions. No other order
 * between replies and events is promised.
 *
 * @see <a href="https://www.qemu.org/docs/master/interop/qmp-spec.html">QEMU Machine Protocol Specification</a>
 */
public interface QmpClient extends QmpSession {
    /** Connects and negotiates with {@link ConnectOptions#DEFAULT}; see {@link #connect(Endpoint, ConnectOptions)}. */
    static QmpClient connect(Endpoint endpoint) {
        return connect(endpoint, ConnectOptions.DEFAULT);
    }

    /**
     * Connects, reads the greeting and negotiates capabilities, all within the connect timeout.
     *
     * @throws org.qmp4j.client.error.QmpConnectException if nothing listens there or nothing answers; the message says which of the
     *     two, and which process is connected to the monitor if one is
     * @throws org.qmp4j.client.error.QmpHandshakeException if the peer is not a QMP monitor
     * @throws org.qmp4j.client.error.QmpInterruptedException if the thread is interrupted
     */
    static QmpClient connect(Endpoint endpoint, ConnectOptions options) {
        return SessionClient.connect(endpoint, options);
    }

    /** The greeting of QEMU: its version, and the capabilities of its monitor. */
    Greeting greeting();

    /** Whether out-of-band execution was negotiated. */
    boolean isOutOfBandEnabled();

    /** Runs a command with its default timeout; see {@link #execute(QmpCommand, CallOptions)}. */
    default <R> R execute(QmpCommand<R> command) {
        return execute(command, CallOptions.DEFAULT);
    }

    /**
     * Runs a command and waits for its decoded answer. For timeouts see {@link CallOptions#timeout(java.time.Duration)}.
     *
     * @throws org.qmp4j.client.error.QmpCallException if there is no answer; {@code outcome()} tells whether the command ran:
     *     {@code QmpCommandException} QEMU rejected it, {@code QmpTimeoutException} no answer in time, {@code
     *     QmpDisconnectedException} the connection ended, {@code QmpInvalidCommandException} it cannot be sent, and those that
     *     {@link org.qmp4j.client.error} lists
     */
    <R> R execute(QmpCommand<R> command, CallOptions options);

    /** Starts a command with its default timeout; see {@link #submit(QmpCommand, CallOptions)}. */
    default <R> CompletableFuture<R> submit(QmpCommand<R> command) {
        return submit(command, CallOptions.DEFAULT);
    }

    /**
     * Starts a command. The future completes on the callback executor, with the value or the exception that {@link #execute} would
     * return or throw. The answer is decoded there, which may take as long again as the timeout. Cancelling the future withdraws a
     * command that is still queued; a command that was sent still runs.
     *
     * <p>Only what the command's own {@code writeArguments} throws is thrown at once, if it is no exception of Jackson's.
     */
    <R> CompletableFuture<R> submit(QmpCommand<R> command, CallOptions options);

    /** Runs commands with their default timeouts; see {@link #executeAll(List, CallOptions)}. */
    default <R> List<R> executeAll(List<? extends QmpCommand<? extends R>> commands) {
        return executeAll(commands, CallOptions.DEFAULT);
    }

    /**
     * Runs any number of commands, sending them before earlier ones have been answered, and waits for all of them. The timeout counts
     * for each command by itself, as in {@link #submit}.
     *
     * <p>After a command that could not be sent, or an interrupt, no further command is sent. A command that QEMU rejects does not stop
     * the others.
     *
     * @return the answers in the order of the commands
     * @throws org.qmp4j.client.error.QmpBatchException if a command failed, once all that were sent have ended; its {@code results()}
     *     has the answer or the failure of each command
     * @throws org.qmp4j.client.error.QmpCallInterruptedException if the thread was interrupted before: nothing was sent
     * @throws IllegalArgumentException if the options have descriptors
     */
    <R> List<R> executeAll(List<? extends QmpCommand<? extends R>> commands, CallOptions options);

    /** Sends a raw message with its command's default timeout; see {@link #send(JsonNode, CallOptions)}. */
    default JsonNode send(JsonNode message) {
        return send(message, CallOptions.DEFAULT);
    }

    /**
     * Sends {@code {"execute": ..., "arguments": ..., "id": ...}} (or {@code exec-oob}) and returns the whole answer, {@code
     * {"return": ..., "id": ...}} or {@code {"error": ..., "id": ...}}. The id may be any JSON or absent and comes back as given; on the
     * wire the client uses an id of its own, because QEMU may print an id differently.
     *
     * @throws org.qmp4j.client.error.QmpCallException as {@link #execute}, but an error answer is returned, not thrown
     */
    JsonNode send(JsonNode message, CallOptions options);

    /**
     * Subscribes to events by name. The subscription is closed when the connection ends, and then throws with the reason.
     *
     * @param names which events; none means all
     */
    default EventSubscription<RawEvent> events(String... names) {
        return events(EventOptions.DEFAULT, names);
    }

    /** As {@link #events(String...)}, with options of the queue. */
    EventSubscription<RawEvent> events(EventOptions options, String... names);

    /** Subscribes to one type of event; otherwise as {@link #events(String...)}. */
    default <E> EventSubscription<E> events(EventType<E> type) {
        return events(type, EventOptions.DEFAULT);
    }

    /** As {@link #events(EventType)}, with options of the queue. */
    <E> EventSubscription<E> events(EventType<E> type, EventOptions options);

    /** Subscribes to several types of events with the default queue; see {@link #events(Collection, EventOptions)}. */
    default <E> EventSubscription<E> events(Collection<? extends EventType<? extends E>> types) {
        return events(types, EventOptions.DEFAULT);
    }

    /**
     * Subscribes to several types of events, which come in one queue and in the order in which QEMU sent them. Each event is decoded
     * by the type with its name: {@code vm.events(List.of(QemuEvents.STOP, QemuEvents.RESUME))} is an {@code
     * EventSubscription<TypedEvent>} of {@code StopEvent} and {@code ResumeEvent}.
     *
     * @param types at least one
     * @throws IllegalArgumentException if there is no type, or if two different types have the same name
     */
    <E> EventSubscription<E> events(Collection<? extends EventType<? extends E>> types, EventOptions options);

    /** The subscription of {@link ConnectOptions.Builder#subscribe(String...)}; empty if the options had none. */
    Optional<EventSubscription<RawEvent>> earlyEvents();
}
