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
import org.qmp4j.client.CallOptions;
import org.qmp4j.client.CloseReason;
import org.qmp4j.client.ConnectOptions;
import org.qmp4j.client.GuestAgentClient;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCallException;
import org.qmp4j.client.error.QmpCallInterruptedException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.thread.OwnedFuture;
import org.qmp4j.client.transport.Deadline;
import org.qmp4j.client.transport.Endpoint;
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
    /** How long the last events may take to arrive once the process has ended. */
    private static final Duration LAST_EVENTS = Duration.ofSeconds(1);

    /** After how long the power button is pressed again. */
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final Running running;
    private final OwnedFuture<MachineExit> exit;
    private final AtomicReference<@Nullable ShutdownStep> step = new AtomicReference<>();
    private volatile boolean detached;

    Machine(Running running) {
        this.running = running;
        this.exit = OwnedFuture.of(running.process().exitCode().thenCombine(lastEvents(), this::exitOf));
        // What belongs to the process goes with it, also where nobody closes this.
        var unused = this.exit.whenComplete(
                (ended, failed) -> running.connections().consoles().values().forEach(Console::end));
    }

    private CompletableFuture<Optional<CloseReason>> lastEvents() {
        CompletableFuture<CloseReason> closed = running.connections().client().whenClosed();
        return running.process()
                .exitCode()
                .thenCompose(code -> closed.thenApply(Optional::of)
                        .completeOnTimeout(Optional.empty(), LAST_EVENTS.toMillis(), TimeUnit.MILLISECONDS))
                // As where there is no thread to keep that time: how it ended is known all the same.
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
     * @throws QmpException if the client or a console cannot connect, such as while another client is connected; the machine stays
     *     detached
     */
    public static Machine attach(Path folder, ConnectOptions options) {
        return Attachment.attach(folder, options);
    }

    /** A builder for a machine. */
    public static MachineBuilder builder() {
        return new MachineBuilder();
    }

    /** What it is called. */
    public String name() {
        return running.identity().name();
    }

    /** Its monitor. Closed with the machine. */
    public QmpClient client() {
        return running.connections().client();
    }

    /**
     * Its first console.
     *
     * @throws IllegalStateException if it has none; see {@link SerialConsole}
     */
    public Console console() {
        return console(SerialConsole.FIRST);
    }

    /**
     * A console by its name.
     *
     * @throws IllegalStateException if there is none of that name
     */
    public Console console(String name) {
        Console found = running.connections().consoles().get(name);
        if (found == null) {
            throw new IllegalStateException("the machine '" + name() + "' has no console '" + name + "', but: "
                    + running.connections().consoles().keySet() + "; add the part SerialConsole");
        }
        return found;
    }

    /**
     * Connects to the guest's agent, within the connect deadline of the options: it may be that the guest is still booting.
     * The client is the caller's to close.
     *
     * @throws org.qmp4j.client.error.QmpConnectException if no agent answers in time, or the machine has no {@link
     *     org.qmp4j.machine.part.AgentChannel}
     */
    public GuestAgentClient guestAgent(ConnectOptions options) {
        return GuestAgentClient.connect(Endpoint.unix(folder().resolve(Setup.AGENT_SOCKET)), options);
    }

    /** How it was started; {@link CommandLine#inShell()} has its secrets, {@link CommandLine#toString()} has not. */
    public CommandLine commandLine() {
        return running.identity().commandLine();
    }

    /** Its private folder, with its sockets, its overlays and the logs of its consoles; removed with it. */
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

    /** The id of its process. */
    public long pid() {
        return running.process().pid();
    }

    /** Whether its process runs. */
    public boolean isAlive() {
        return running.process().isAlive();
    }

    /** What QEMU has said so far on its standard error and output; of much the end. */
    public String output() {
        return running.process().output();
    }

    /**
     * How it ends, when it ends. What depends on it must not block: it may be run by a thread of this library. It is the same
     * future for every call, so a caller cannot complete or cancel it; {@code orTimeout} and {@code completeOnTimeout} return a
     * copy.
     */
    public CompletableFuture<MachineExit> exit() {
        return exit;
    }

    /**
     * Waits until it ends by itself.
     *
     * @throws MachineException if it has not by the timeout
     * @throws QmpInterruptedException if the thread is interrupted
     */
    public MachineExit awaitExit(Duration timeout) {
        if (!running.process().await(timeout)) {
            throw new MachineException("the machine '" + name() + "' runs on after " + Deadline.after(timeout), null);
        }
        return exit.join();
    }

    /**
     * Ends it in steps, until it has ended: each has its own deadline. Returns at once if it has ended already. A call that
     * comes while another is on its way does not wait for that, but goes its own steps.
     *
     * @throws MachineException if it has not ended even by SIGKILL, which the kernel withholds while it waits for a device
     * @throws QmpInterruptedException if the thread is interrupted; the machine may run on
     */
    public MachineExit end(ShutdownPlan plan) {
        for (var each : plan.steps().entrySet()) {
            if (endsBy(each.getKey(), Deadline.after(each.getValue()))) {
                return exit.join();
            }
        }
        throw new MachineException("the machine '" + name() + "' (process " + pid() + ") has not ended: " + plan, null);
    }

    private boolean endsBy(ShutdownStep kind, Deadline deadline) {
        boolean taken;
        do {
            taken = running.process().isAlive() && take(kind, deadline.remaining());
            // A guest that is still booting has not heard the button; it is pressed again.
            boolean again = kind == ShutdownStep.POWERDOWN && AGAIN.toNanos() < deadline.remainingNanos();
            Duration wait = again ? AGAIN : deadline.remaining();
            if (running.process().await(taken ? wait : Duration.ZERO)) {
                return true;
            }
        } while (taken && kind == ShutdownStep.POWERDOWN && !deadline.hasPassed());
        return false;
    }

    /** Takes a step; false if that had no effect, so that nothing is to be waited for. */
    private boolean take(ShutdownStep kind, Duration timeout) {
        ShutdownStep before = step.getAndSet(kind);
        boolean taken = true;
        switch (kind) {
            case POWERDOWN -> taken = say("system_powerdown", timeout);
            case QUIT -> taken = say("quit", timeout);
            case TERMINATE -> running.process().terminate();
            case KILL -> running.process().kill();
        }
        if (!taken) {
            step.compareAndSet(kind, before);
        }
        return taken;
    }

    private boolean say(String command, Duration timeout) {
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
     * Ends it by {@link ShutdownPlan#quick()} if it runs and was not detached, and removes its folder. Never waits longer than
     * that plan does, and does not give up when the thread is interrupted. Idempotent.
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

    /** Its name, its process and its program. */
    @Override
    public String toString() {
        return name() + " (process " + pid() + " of "
                + commandLine().arguments().get(0) + ")";
    }
}
