package org.qmp4j.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.qmp4j.client.CallOptions;
import org.qmp4j.client.CloseReason;
import org.qmp4j.client.ConnectOptions;
import org.qmp4j.client.GuestAgentClient;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.transport.Deadline;
import org.qmp4j.client.transport.Endpoint;
import org.qmp4j.machine.error.MachineException;
import org.qmp4j.machine.part.SerialConsole;
import org.qmp4j.protocol.RawCommand;

/**
 * A QEMU that this program has started, with its monitor. {@link #close()} ends it and leaves nothing behind; so does the
 * end of the JVM, in order or not.
 *
 * <p>All methods may be called by any thread.
 */
public final class Machine implements AutoCloseable {
    /** How long the last events may take to arrive once the process has ended. */
    private static final Duration LAST_EVENTS = Duration.ofSeconds(1);

    private final Running running;
    private final CompletableFuture<MachineExit> exit;
    private final AtomicReference<EndStep> step = new AtomicReference<>();

    Machine(Running running) {
        this.running = running;
        this.exit = running.process().exit().thenCombine(lastEvents(), this::exitOf);
        // What belongs to the process goes with it, also where nobody closes this.
        var unused = this.exit.whenComplete(
                (ended, failed) -> running.consoles().values().forEach(Console::end));
    }

    private CompletableFuture<Optional<CloseReason>> lastEvents() {
        CompletableFuture<CloseReason> closed = running.client().whenClosed();
        return running.process()
                .exit()
                .thenCompose(code -> closed.thenApply(Optional::of)
                        .completeOnTimeout(Optional.empty(), LAST_EVENTS.toMillis(), TimeUnit.MILLISECONDS));
    }

    private MachineExit exitOf(int code, Optional<CloseReason> closed) {
        return new MachineExit(
                code,
                closed.flatMap(CloseReason::shutdownReason),
                Optional.ofNullable(step.get()),
                running.process().words().strip());
    }

    /** A machine to be put together. */
    public static MachineBuilder builder() {
        return new MachineBuilder();
    }

    /** What it is called. */
    public String name() {
        return running.name();
    }

    /** Its monitor. Closed with the machine. */
    public QmpClient client() {
        return running.client();
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
        Console found = running.consoles().get(name);
        if (found == null) {
            throw new IllegalStateException("the machine '" + name() + "' has no console '" + name + "', but: "
                    + running.consoles().keySet() + "; add the part SerialConsole");
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
        return GuestAgentClient.connect(Endpoint.unix(running.setup().agentSocket()), options);
    }

    /** How it was started. */
    public CommandLine commandLine() {
        return running.setup().commandLine();
    }

    /** Its private folder, with its sockets, its overlays and the logs of its consoles; removed with it. */
    public Path folder() {
        return running.setup().folder();
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
    public String words() {
        return running.process().words();
    }

    /** How it ends, when it ends; completed in the common pool. */
    public CompletableFuture<MachineExit> exit() {
        return exit.copy();
    }

    /**
     * Waits until it ends by itself.
     *
     * @throws MachineException if it has not by the deadline
     * @throws QmpInterruptedException if the thread is interrupted
     */
    public MachineExit awaitExit(Duration deadline) {
        if (!running.process().await(deadline)) {
            throw new MachineException("the machine '" + name() + "' runs on after " + Deadline.after(deadline), null);
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
    public MachineExit end(EndPlan plan) {
        for (var each : plan.steps().entrySet()) {
            Deadline deadline = Deadline.after(each.getValue());
            if (running.process().isAlive()) {
                step.set(each.getKey());
                take(each.getKey(), each.getValue());
            }
            if (running.process().await(deadline.remaining())) {
                return exit.join();
            }
        }
        throw new MachineException("the machine '" + name() + "' (process " + pid() + ") has not ended: " + plan, null);
    }

    private void take(EndStep kind, Duration deadline) {
        switch (kind) {
            case POWERDOWN -> say("system_powerdown", deadline);
            case QUIT -> say("quit", deadline);
            case TERMINATE -> running.process().terminate();
            case KILL -> running.process().kill();
        }
    }

    private void say(String command, Duration deadline) {
        try {
            client().execute(RawCommand.named(command), CallOptions.deadline(deadline));
        } catch (QmpInterruptedException interrupted) {
            throw interrupted;
        } catch (QmpException refusedOrGone) {
            // The next step needs less of QEMU.
        }
    }

    /**
     * Ends it by {@link EndPlan#quick()} if it runs, and removes its folder. Never waits longer than that plan does.
     * Idempotent.
     */
    @Override
    public void close() {
        try {
            end(EndPlan.quick());
        } catch (QmpInterruptedException interrupted) {
            running.process().kill();
        } finally {
            client().close();
            running.setup().close();
        }
    }

    /** Its name, process and version of QEMU. */
    @Override
    public String toString() {
        return name() + " (process " + pid() + ", " + running.setup().installation() + ")";
    }
}
