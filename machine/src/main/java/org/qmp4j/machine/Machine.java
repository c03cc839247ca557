package org.qmp4j.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.GuestAgentClient;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCallException;
import org.qmp4j.client.error.QmpCallInterruptedException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.observer.CloseReason;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.thread.OwnedFuture;
import org.qmp4j.machine.error.MachineException;
import org.qmp4j.machine.part.SerialConsole;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;

/**
 * A QEMU that this program has started or attached, with its monitor. {@link #close()} stops it and leaves no file or process
 * behind; so does the end of the JVM, also if the JVM is killed.
 *
 * <p>All methods may be called by any thread.
 */
public final class Machine implements AutoCloseable {
    /** How long to wait for the last events after the process has exited. */
    private static final Duration LAST_EVENTS = Duration.ofSeconds(1);

    /** The pause between two presses of the power button. */
    private static final Duration POWERDOWN_INTERVAL = Duration.ofSeconds(2);

    private final Running running;
    private final OwnedFuture<MachineExit> exit;
    private final AtomicReference<@Nullable ShutdownStep> step = new AtomicReference<>();
    private volatile boolean detached;

    Machine(Running running) {
        this.running = running;
        this.exit = OwnedFuture.of(running.process().exitCode().thenCombine(lastEvents(), this::exitOf));
        // Also if close() is never called.
        var unused = this.exit.whenComplete(
                (ended, failed) -> running.connections().consoles().values().forEach(Console::end));
    }

    private CompletableFuture<Optional<CloseReason>> lastEvents() {
        CompletableFuture<CloseReason> closed = running.connections().client().whenClosed();
        return running.process()
                .exitCode()
                .thenCompose(code -> closed.thenApply(Optional::of)
                        .completeOnTimeout(Optional.empty(), LAST_EVENTS.toMillis(), TimeUnit.MILLISECONDS))
                // Such as when there is no thread for the timeout: the exit code is known all the same.
                .exceptionally(noReason -> Optional.empty());
    }

    private MachineExit exitOf(OptionalInt code, Optional<CloseReason> closed) {
        return new MachineExit(
                code,
                closed.flatMap(CloseReason::shutdownReason),
                Optional.ofNullable(step.get()),
                running.identity()
                        .commandLine()
                        .maskIn(running.process().output().strip()));
    }

    /** Attaches with {@link ConnectOptions#DEFAULT}; see {@link #attach(Path, ConnectOptions)}. */
    public static Machine attach(Path folder) {
        return attach(folder, ConnectOptions.DEFAULT);
    }

    /**
     * Takes over a machine that was {@linkplain #detach() detached}, in another JVM or in this one. From now on it belongs to this
     * JVM, as a machine that was started here: {@link #close()} and the end of the JVM stop it, unless it is detached again.
     *
     * <p>Three things are not known of it: its {@linkplain MachineExit#exitCode() exit code}, its {@link #output()}, and what its
     * consoles have printed before, which is in their log files. {@link #attachSocket()} is empty, because {@link #client()} is
     * connected to that monitor.
     *
     * @param folder the {@link #folder()} of the detached machine
     * @param options how {@link #client()} is connected
     * @throws MachineException if there is no such machine of this user in this container, if it was not detached, if it was attached
     *     by another caller, or if QEMU has exited; with the reason
     * @throws org.qmp4j.client.error.QmpException if the client or a console cannot connect, such as while another client is connected; the machine stays
     *     detached
     */
    public static Machine attach(Path folder, ConnectOptions options) {
        return Attachment.attach(folder, options);
    }

    /** A builder for a machine. */
    public static MachineBuilder builder() {
        return new MachineBuilder();
    }

    /** The name that the builder was given. */
    public String name() {
        return running.identity().name();
    }

    /** The client of the monitor. Closed with the machine. */
    public QmpClient client() {
        return running.connections().client();
    }

    /**
     * The first console.
     *
     * @throws IllegalStateException if the machine has none; see {@link SerialConsole}
     */
    public Console console() {
        return console(SerialConsole.FIRST);
    }

    /**
     * A console by its name.
     *
     * @throws IllegalStateException if there is no console of that name
     */
    public Console console(String name) {
        Console found = running.connections().consoles().get(name);
        if (found == null) {
            throw new IllegalStateException("the machine '" + name() + "' has no console '" + name + "'; it has "
                    + running.connections().consoles().keySet() + "; add the part SerialConsole");
        }
        return found;
    }

    /**
     * Connects to the guest agent. Waits until the connect timeout of the options is over, because the guest may still be booting.
     * The caller closes the client.
     *
     * @throws org.qmp4j.client.error.QmpConnectException if no agent answers in time, or the machine has no {@link
     *     org.qmp4j.machine.part.AgentChannel}
     */
    public GuestAgentClient guestAgent(ConnectOptions options) {
        return GuestAgentClient.connect(Endpoint.unix(folder().resolve(Setup.AGENT_SOCKET)), options);
    }

    /** The command line of QEMU. {@link CommandLine#inShell()} contains its secrets, {@link CommandLine#toString()} does not. */
    public CommandLine commandLine() {
        return running.identity().commandLine();
    }

    /** The machine's private folder, with its sockets, overlays and console logs. Deleted with the machine. */
    public Path folder() {
        return running.lifetime().folder();
    }

    /**
     * The socket of a second monitor for other programs; empty if the machine is not {@link MachineBuilder#attachable()}, or was
     * attached.
     */
    public Optional<Path> attachSocket() {
        return running.connections().attachSocket();
    }

    /** The process id. */
    public long pid() {
        return running.process().pid();
    }

    /** Whether the process is running. */
    public boolean isAlive() {
        return running.process().isAlive();
    }

    /** QEMU's standard error and output so far; the end of a long output. */
    public String output() {
        return running.process().output();
    }

    /**
     * Completed when QEMU has exited. Dependent stages must not block, because a thread of this library may run them. The same
     * future is returned for every call, so a caller cannot complete or cancel it; {@code orTimeout} and {@code completeOnTimeout}
     * return a copy.
     */
    public CompletableFuture<MachineExit> exit() {
        return exit;
    }

    /**
     * Waits until QEMU exits by itself.
     *
     * @throws MachineException at the timeout
     * @throws QmpInterruptedException if the thread is interrupted
     */
    public MachineExit awaitExit(Duration timeout) {
        if (!running.process().await(timeout)) {
            throw new MachineException(
                    "the machine '" + name() + "' has not exited within " + Deadline.after(timeout), null);
        }
        return exit.join();
    }

    /**
     * Stops QEMU by the steps of a plan, each with its own timeout, until it has exited. Returns at once if it has exited already. A
     * second call at the same time does not wait for the first one, but runs its own steps.
     *
     * @throws MachineException if QEMU has not exited even after SIGKILL, which the kernel delays while it waits for a device
     * @throws QmpInterruptedException if the thread is interrupted; the machine may still be running
     */
    public MachineExit end(ShutdownPlan plan) {
        for (var each : plan.steps().entrySet()) {
            if (endsBy(each.getKey(), Deadline.after(each.getValue()))) {
                return exit.join();
            }
        }
        throw new MachineException(
                "the machine '" + name() + "' (process " + pid() + ") has not exited after " + plan, null);
    }

    private boolean endsBy(ShutdownStep kind, Deadline deadline) {
        boolean taken;
        do {
            taken = running.process().isAlive() && take(kind, deadline.remaining());
            // A guest that is still booting ignores the button.
            boolean again = kind == ShutdownStep.POWERDOWN && POWERDOWN_INTERVAL.toNanos() < deadline.remainingNanos();
            Duration wait = again ? POWERDOWN_INTERVAL : deadline.remaining();
            if (running.process().await(taken ? wait : Duration.ZERO)) {
                return true;
            }
        } while (taken && kind == ShutdownStep.POWERDOWN && !deadline.hasPassed());
        return false;
    }

    /** Starts a step; false if that had no effect, so there is nothing to wait for. */
    private boolean take(ShutdownStep kind, Duration timeout) {
        ShutdownStep before = step.getAndSet(kind);
        boolean taken = true;
        switch (kind) {
            case POWERDOWN -> taken = send("system_powerdown", timeout);
            case QUIT -> taken = send("quit", timeout);
            case TERMINATE -> running.process().terminate();
            case KILL -> running.process().kill();
        }
        if (!taken) {
            step.compareAndSet(kind, before);
        }
        return taken;
    }

    private boolean send(String command, Duration timeout) {
        try {
            client().execute(RawCommand.named(command), CallOptions.timeout(timeout));
            return true;
        } catch (QmpCallInterruptedException interrupted) {
            throw new QmpInterruptedException("interrupted while shutting down " + this, interrupted);
        } catch (QmpCallException refusedOrGone) {
            return refusedOrGone.outcome() == Outcome.UNKNOWN;
        }
    }

    /**
     * Gives up this machine: QEMU runs on, and neither {@link #close()} nor the end of this JVM stops it. The client and the consoles
     * are closed. {@link #attach(Path, ConnectOptions)} takes the machine over, in this JVM or in another one; until then other
     * programs can connect to the socket {@code qmp} in its folder. The folder is deleted after QEMU has exited, by {@link Orphans}.
     *
     * @throws IllegalStateException if it was not built as {@link MachineBuilder#detachable()}, nor attached
     * @throws MachineException if its folder cannot be written to
     */
    public void detach() {
        Lifetime lifetime = running.lifetime();
        if (!lifetime.isDetachable()) {
            throw new IllegalStateException("the machine '" + name() + "' was not built as detachable");
        }
        running.connections().consoles().values().forEach(console -> ConsoleHandover.listen(client(), console));
        try {
            lifetime.detach();
        } catch (IOException failed) {
            throw new MachineException("could not detach '" + name() + "': " + failed.getMessage(), failed);
        }
        detached = true;
        running.connections().close();
    }

    /**
     * Stops QEMU by {@link ShutdownPlan#quick()} and deletes the folder, unless the machine was detached. Waits at most as long as
     * that plan, also if the thread is interrupted. Idempotent.
     */
    @Override
    public void close() {
        if (detached) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            end(ShutdownPlan.quick());
        } finally {
            running.lifetime().close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Name, process id and program. */
    @Override
    public String toString() {
        return name() + " (process " + pid() + " of "
                + commandLine().arguments().get(0) + ")";
    }
}
