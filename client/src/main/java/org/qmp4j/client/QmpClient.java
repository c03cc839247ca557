package org.qmp4j.client;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.qmp4j.client.event.EventOptions;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.transport.Endpoint;
import org.qmp4j.protocol.EventType;
import org.qmp4j.protocol.Greeting;
import org.qmp4j.protocol.QmpCommand;
import org.qmp4j.protocol.RawEvent;
import tools.jackson.databind.JsonNode;

/**
 * One session with QEMU or qemu-storage-daemon.
 *
 * <p>All methods may be called by any thread. A timeout or an interrupt ends the waiting of one call and nothing else.
 * When the connection ends, every waiting call ends with it; a client never connects again by itself (see {@link
 * Reconnector}).
 *
 * @see <a href="https://www.qemu.org/docs/master/interop/qmp-spec.html">QEMU Machine Protocol Specification</a>
 */
public interface QmpClient extends AutoCloseable {
    /** Connects and negotiates with {@link ConnectOptions#DEFAULT}; see {@link #connect(Endpoint, ConnectOptions)}. */
    static QmpClient connect(Endpoint endpoint) {
        return connect(endpoint, ConnectOptions.DEFAULT);
    }

    /**
     * Connects, reads the greeting and negotiates capabilities, all within one timeout.
     *
     * @throws org.qmp4j.client.error.QmpConnectException if nobody is there or nobody answers; the message says which of the
     *     two, and who holds the monitor if somebody does
     * @throws org.qmp4j.client.error.QmpHandshakeException if what answers is no QMP monitor
     * @throws org.qmp4j.client.error.QmpInterruptedException if the thread is interrupted
     */
    static QmpClient connect(Endpoint endpoint, ConnectOptions options) {
        return SessionClient.connect(endpoint, options);
    }

    /** Where this is connected to, for people: {@code unix:/run/vm.qmp}. */
    String endpoint();

    /** What QEMU said first: its version, and what its monitor can do. */
    Greeting greeting();

    /** Whether out-of-band execution was negotiated. */
    boolean isOutOfBandEnabled();

    /** Runs a command with its default timeout; see {@link #execute(QmpCommand, CallOptions)}. */
    default <R> R execute(QmpCommand<R> command) {
        return execute(command, CallOptions.DEFAULT);
    }

    /**
     * Runs a command and waits for its decoded answer. The timeout covers all of it: see {@link
     * CallOptions#timeout(java.time.Duration)}.
     *
     * @throws org.qmp4j.client.error.QmpException if it brings none; {@code outcome()} tells whether the command ran:
     *     {@code QmpCommandException} QEMU refused it, {@code QmpTimeoutException} no answer in time, {@code
     *     QmpDisconnectedException} the connection is gone, {@code QmpInvalidCommandException} QEMU could not even have
     *     answered it, and those that {@link org.qmp4j.client.error} lists
     */
    <R> R execute(QmpCommand<R> command, CallOptions options);

    /** Begins a command with its default timeout; see {@link #submit(QmpCommand, CallOptions)}. */
    default <R> CompletableFuture<R> submit(QmpCommand<R> command) {
        return submit(command, CallOptions.DEFAULT);
    }

    /**
     * Begins a command. The future ends as {@link #execute} would, with a value or with the same exceptions, on the callback
     * executor, where the answer is decoded: that may take as long again as the timeout. Cancelling it withdraws a command that is still queued and otherwise ends the waiting only.
     *
     * <p>Only what the command's own {@code writeArguments} throws is thrown at once, if it is no exception of Jackson's.
     */
    <R> CompletableFuture<R> submit(QmpCommand<R> command, CallOptions options);

    /**
     * Runs any number of commands, sending them ahead of each other's answers, and waits for all of them. The timeout is each
     * command's own, from when it is handed in, which may be long after the call has begun; decoding each answer may take as
     * long again.
     *
     * @return the answers in the order of the commands
     * @throws org.qmp4j.client.error.QmpException of the first command that failed, once all that were sent have ended; the
     *     others ran all the same, except that behind one that could not be sent no more is sent
     * @throws org.qmp4j.client.error.QmpInterruptedException if the thread is interrupted: what has not been sent is withdrawn,
     *     and what has been may still run. The same holds for what a command's {@code writeArguments} throws, if it is no
     *     exception of Jackson's, and for an {@code Error}
     * @throws IllegalArgumentException if the options bring descriptors
     */
    <R> List<R> executeAll(List<? extends QmpCommand<? extends R>> commands, CallOptions options);

    /** Sends a raw message with its command's default timeout; see {@link #send(JsonNode, CallOptions)}. */
    default JsonNode send(JsonNode message) {
        return send(message, CallOptions.DEFAULT);
    }

    /**
     * Sends {@code {"execute": ..., "arguments": ..., "id": ...}} (or {@code exec-oob}) and returns the whole answer, {@code
     * {"return": ..., "id": ...}} or {@code {"error": ..., "id": ...}}. The id may be any JSON or absent and comes back as
     * given; on the wire stands one of the client's own, because QEMU prints ids anew.
     *
     * @throws org.qmp4j.client.error.QmpException as {@link #execute}, but an error answer is returned, not thrown
     */
    JsonNode send(JsonNode message, CallOptions options);

    /**
     * Subscribes to events by name. When the connection has ended, the subscription has ended, too, and tells the reason.
     *
     * @param names which; none means all
     */
    default EventSubscription<RawEvent> events(String... names) {
        return events(EventOptions.DEFAULT, names);
    }

    /** As {@link #events(String...)}, with a choice of queue. */
    EventSubscription<RawEvent> events(EventOptions options, String... names);

    /** Subscribes to one type of event; otherwise as {@link #events(String...)}. */
    default <E> EventSubscription<E> events(EventType<E> type) {
        return events(type, EventOptions.DEFAULT);
    }

    /** As {@link #events(EventType)}, with a choice of queue. */
    <E> EventSubscription<E> events(EventType<E> type, EventOptions options);

    /**
     * The subscription that was asked for by {@link ConnectOptions.Builder#subscribe(String...)}.
     *
     * @throws IllegalStateException if none was
     */
    EventSubscription<RawEvent> earlyEvents();

    /** What has been counted so far. */
    ClientStatistics statistics();

    /** Whether the connection stands. */
    boolean isOpen();

    /** Why the connection has ended; empty while it stands. */
    Optional<CloseReason> closeReason();

    /**
     * A future that is completed, on the callback executor, when the connection ends. It is the same one for every call, so a caller
     * cannot complete or cancel it; {@code orTimeout} and {@code completeOnTimeout} return a copy.
     */
    CompletableFuture<CloseReason> whenClosed();

    /** Ends the connection and everything that waits on it. Returns at once. Idempotent. QEMU goes on running. */
    @Override
    void close();
}
