package org.qmp4j.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.machine.part.Accelerator;

/** What is chosen for a start besides the machine's parts. */
record StartOptions(
        Optional<String> givenName,
        Duration timeout,
        Connection connection,
        Attach attach,
        Supplier<Accelerator> defaultAccelerator) {
    static final StartOptions DEFAULT = new StartOptions(
            Optional.empty(),
            Duration.ofSeconds(30),
            new Connection(ConnectOptions.DEFAULT, Optional.empty()),
            Attach.NO,
            Accelerator::auto);

    /** Whether other programs can connect to the machine, and whether it may outlive this JVM. */
    enum Attach {
        NO,
        ATTACHABLE,
        DETACHABLE
    }

    /**
     * How the machine's client is connected.
     *
     * @param endpoint from the path of the monitor's socket; empty if QEMU connects to this program
     */
    record Connection(ConnectOptions options, Optional<Function<Path, Endpoint>> endpoint) {
        Connection {
            Objects.requireNonNull(options);
        }
    }

    StartOptions {
        Objects.requireNonNull(timeout);
    }

    /** For threads and messages. */
    String name() {
        return givenName.orElse("machine");
    }

    StartOptions withName(String other) {
        return new StartOptions(Optional.of(other), timeout, connection, attach, defaultAccelerator);
    }

    StartOptions withTimeout(Duration other) {
        return new StartOptions(givenName, other, connection, attach, defaultAccelerator);
    }

    StartOptions withConnect(ConnectOptions other) {
        return with(new Connection(other, connection.endpoint()));
    }

    StartOptions withMonitorEndpoint(Function<Path, Endpoint> endpoint) {
        return with(new Connection(connection.options(), Optional.of(endpoint)));
    }

    private StartOptions with(Connection other) {
        return new StartOptions(givenName, timeout, other, attach, defaultAccelerator);
    }

    StartOptions withAttach(Attach other) {
        return new StartOptions(givenName, timeout, connection, other, defaultAccelerator);
    }

    StartOptions withDefaultAccelerator(Accelerator other) {
        Objects.requireNonNull(other);
        return new StartOptions(givenName, timeout, connection, attach, () -> other);
    }
}
