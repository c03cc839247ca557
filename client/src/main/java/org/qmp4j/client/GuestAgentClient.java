package org.qmp4j.client;

import java.util.concurrent.CompletableFuture;
import org.qmp4j.client.transport.Endpoint;
import org.qmp4j.protocol.GuestAgentCommand;

/**
 * One session with the guest agent, qemu-ga. It has no greeting, no events and no out-of-band execution, and serves one
 * command at a time: calls from several threads wait for each other, within their timeouts.
 *
 * <p>After a call that was given up the next one finds its place again by {@code guest-sync-delimited}; what the agent
 * still says to the earlier one is skipped.
 *
 * <p>All methods may be called by any thread.
 *
 * @see <a href="https://www.qemu.org/docs/master/interop/qemu-ga-ref.html">QEMU Guest Agent Protocol Reference</a>
 */
public interface GuestAgentClient extends AutoCloseable {
    /** Connects with {@link ConnectOptions#DEFAULT}; see {@link #connect(Endpoint, ConnectOptions)}. */
    static GuestAgentClient connect(Endpoint endpoint) {
        return connect(endpoint, ConnectOptions.DEFAULT);
    }

    /**
     * Connects, and waits within the connect timeout until an agent answers: it may be that the guest is still booting.
     *
     * @throws org.qmp4j.client.error.QmpConnectException if no agent answers in time
     * @throws org.qmp4j.client.error.QmpHandshakeException if what answers is no guest agent
     * @throws org.qmp4j.client.error.QmpInterruptedException if the thread is interrupted
     */
    static GuestAgentClient connect(Endpoint endpoint, ConnectOptions options) {
        return SessionGuestAgentClient.connect(endpoint, options);
    }

    /** Where this is connected to, for people: {@code unix:/run/vm.qga}. */
    String endpoint();

    /** Runs a command with its default timeout; see {@link #execute(GuestAgentCommand, CallOptions)}. */
    default <R> R execute(GuestAgentCommand<R> command) {
        return execute(command, CallOptions.DEFAULT);
    }

    /**
     * Runs a command and waits for its answer.
     *
     * <p>A command that is silent when it succeeds, such as {@code guest-shutdown}, is sent when the agent has just answered a
     * {@code guest-sync-delimited}. It counts as done when the agent has not refused it: it answers the next one, or the
     * connection ends at its end, or nothing comes for a second, or until the timeout if that is sooner.
     *
     * @throws org.qmp4j.client.error.QmpException if it brings none; {@code outcome()} tells whether the command ran
     * @throws IllegalArgumentException if the options ask for out-of-band execution, or bring descriptors
     */
    <R> R execute(GuestAgentCommand<R> command, CallOptions options);

    /** Begins a command with its default timeout; see {@link #submit(GuestAgentCommand, CallOptions)}. */
    default <R> CompletableFuture<R> submit(GuestAgentCommand<R> command) {
        return submit(command, CallOptions.DEFAULT);
    }

    /**
     * Begins a command; the future ends as {@link #execute} would, on the callback executor. Cancelling it withdraws a command
     * that waits behind other futures, and otherwise ends the waiting only.
     *
     * @throws IllegalArgumentException if the options ask for out-of-band execution, or bring descriptors
     */
    <R> CompletableFuture<R> submit(GuestAgentCommand<R> command, CallOptions options);

    /**
     * Waits until the agent answers, and finds its place in what it says; of use after the guest was restarted.
     *
     * @throws org.qmp4j.client.error.QmpTimeoutException if it does not answer in time, or is busy with an earlier command
     * @throws org.qmp4j.client.error.QmpDisconnectedException if the connection has ended
     * @throws org.qmp4j.client.error.QmpInterruptedException if the thread is interrupted
     * @throws IllegalArgumentException if the options ask for out-of-band execution, or bring descriptors
     */
    void sync(CallOptions options);

    /** Whether the connection stands; that says nothing about the agent at its end. */
    boolean isOpen();

    /** Ends the connection and everything that waits on it. Returns at once. Idempotent. */
    @Override
    void close();
}
