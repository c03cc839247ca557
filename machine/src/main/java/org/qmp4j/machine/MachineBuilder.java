package org.qmp4j.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.host.QemuInstallations;
import org.qmp4j.machine.part.Accelerator;
import org.qmp4j.machine.part.MachinePart;
import org.qmp4j.machine.part.RawArguments;

/**
 * Builds and starts a machine. The machine has only the parts that are added; QEMU's default devices are left out.
 * Not for several threads at the same time; can start several machines.
 */
public final class MachineBuilder {
    private final List<MachinePart> parts = new ArrayList<>();
    private @Nullable QemuInstallation installation;
    private StartOptions options = StartOptions.DEFAULT;

    MachineBuilder() {}

    /** The QEMU to start; default: the first of {@link QemuInstallations#ofThisHost()}. */
    public MachineBuilder qemu(QemuInstallation programs) {
        this.installation = Objects.requireNonNull(programs);
        return this;
    }

    /**
     * The name of the machine: QEMU's {@code -name}, which {@code query-name} returns, and the name in threads and messages.
     * Default: {@code machine} in threads and messages, and no {@code -name}.
     */
    public MachineBuilder name(String text) {
        options = options.withName(text);
        return this;
    }

    /** Adds parts. */
    public MachineBuilder with(MachinePart... more) {
        parts.addAll(List.of(more));
        return this;
    }

    /** Adds arguments of the command line unchanged, except that {@code {}} stands for the machine's folder. */
    public MachineBuilder arguments(String... words) {
        return with(RawArguments.of(words));
    }

    /** How long QEMU may take until its monitor answers. If QEMU exits before that, {@link #start} fails at once. Default: 30 s. */
    public MachineBuilder startTimeout(Duration timeout) {
        options = options.withTimeout(timeout);
        return this;
    }

    /** The accelerator that is used if no part chooses one; default: {@link Accelerator#auto()}. */
    public MachineBuilder defaultAccelerator(Accelerator accelerator) {
        options = options.withDefaultAccelerator(accelerator);
        return this;
    }

    /** How {@link Machine#client()} is connected: early subscriptions, an observer, timeouts. */
    public MachineBuilder connect(ConnectOptions choices) {
        options = options.withConnect(choices);
        return this;
    }

    /**
     * The endpoint of {@link Machine#client()}, from the path of the monitor's socket. Then QEMU listens on that socket; by
     * default QEMU connects to this program. With {@code monitorEndpoint(Descriptors::unix)}, of {@code
     * org.qmp4j:qmp4j-descriptors}, calls can pass descriptors to QEMU ({@link
     * org.qmp4j.client.options.CallOptions#withDescriptors}).
     */
    public MachineBuilder monitorEndpoint(Function<Path, Endpoint> endpoint) {
        options = options.withMonitorEndpoint(endpoint);
        return this;
    }

    /** Adds a second monitor for other programs: {@link Machine#attachSocket()}. */
    public MachineBuilder attachable() {
        options = options.withAttach(StartOptions.Attach.ATTACHABLE);
        return this;
    }

    /**
     * As {@link #attachable()}, and lets {@link Machine#detach()} leave it to another JVM. Until then the machine ends with this JVM,
     * as every machine does.
     */
    public MachineBuilder detachable() {
        options = options.withAttach(StartOptions.Attach.DETACHABLE);
        return this;
    }

    /**
     * Starts QEMU, and returns when its monitor answers.
     *
     * @throws org.qmp4j.machine.error.MachineStartException if QEMU exits before that, with its exit code and its output, or at the
     *     start timeout; the message names the accelerator
     * @throws org.qmp4j.machine.error.QemuNotFoundException if there is no QEMU
     * @throws IllegalArgumentException if parts contradict each other, or the system property {@link Accelerator#PROPERTY}
     *     is used and names no accelerator
     * @throws org.qmp4j.client.error.QmpException if a part cannot be created, or the thread is interrupted; no process or file is
     *     left then
     */
    public Machine start() {
        QemuInstallation programs = installation != null
                ? installation
                : QemuInstallations.ofThisHost().first();
        return new Startup(programs, options).start(List.copyOf(parts));
    }
}
