package org.qmp4j.client;

import java.util.concurrent.CompletableFuture;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.protocol.GuestAgentCommand;

/**
 * One session with the guest agent, qemu-ga. It has no greeting, no events and no out-of-band execution, and runs one
 * command at a time: calls from several threads wait for each other, within their timeouts.
 *
 * <p>After a call that timed out or was interrupted, the next one sends {@code guest-sync-delimited} first and skips late answers to the
 * earlier one.
 *
 * <p>All methods may be called by any thread.
 *
 * @see <a href="https://www.qemu.org/docs/master/interop/qemu-ga-ref.html">QEMU Guest Agent Protocol Reference</a>
 */
public interface GuestAgentClient extends QmpSession {
    /** Connects with {@link ConnectOptions#DEFAULT}; see {@link #connect(Endpoint, ConnectOptions)}. */
    static GuestAgentClient connect(Endpoint endpoint) {
        return connect(endpoint, ConnectOptions.DEFAULT);
    }

    /**
     * Connects, and waits within the connect timeout until an agent answers; the guest may still be booting.
     *
     * @throws org.qmp4j.client.error.QmpConnectException if no agent answers in time
     * @throws org.qmp4j.client.error.QmpHandshakeException if the peer is not a guest agent
     * @throws org.qmp4j.client.error.QmpInterruptedException if the thread is interrupted
     */
    static GuestAgentClient connect(Endpoint endpoint, ConnectOptions options) {
        return SessionGuestAgentClient.connect(endpoint, options);
    }

    /** Runs a command with its default timeout; see {@link #execute(GuestAgentCommand, CallOptions)}. */
    default <R> R execute(GuestAgentCommand<R> command) {
        return execute(command, CallOptions.DEFAULT);
    }

    /**
     * Runs a command and waits for its answer.
     *
     * <p>A command that does not answer when it succeeds, such as {@code guest-shutdown}, is sent when the agent has just answered a
     * {@code guest-sync-delimited}. It counts as done when the agent has not rejected it: when the agent answers the next {@code
     * guest-sync-delimited}, closes the connection, or sends nothing for one second (or for the timeout, if that is shorter).
     *
     * @throws org.qmp4j.client.error.QmpCallException if there is no answer; {@code outcome()} tells whether the command ran
     * @throws IllegalArgumentException if the options ask for out-of-band execution, or have descriptors
     */
    <R> R execute(GuestAgentCommand<R> command, CallOptions options);

    /** Starts a command with its default timeout; see {@link #submit(GuestAgentCommand, CallOptions)}. */
    default <R> CompletableFuture<R> submit(GuestAgentCommand<R> command) {
        return submit(command, CallOptions.DEFAULT);
    }

    /**
     * Starts a command; the future completes on the callback executor as {@link #execute} would return or throw. Cancelling it
     * withdraws a command that waits for earlier ones; a command that was sent still runs.
     *
     * @throws IllegalArgumentException if the options ask for out-of-band execution, or have descriptors
     */
    <R> CompletableFuture<R> submit(GuestAgentCommand<R> command, CallOptions options);

    /**
     * Waits until the agent answers, and skips late answers to earlier commands; useful after the guest was restarted.
     *
     * @throws org.qmp4j.client.error.QmpTimeoutException if it does not answer in time, or is busy with an earlier command
     * @throws org.qmp4j.client.error.QmpDisconnectedException if the connection has ended
     * @throws org.qmp4j.client.error.QmpCallInterruptedException if the thread is interrupted
     * @throws IllegalArgumentException if the options ask for out-of-band execution, or have descriptors
     */
    void sync(CallOptions options);
}
