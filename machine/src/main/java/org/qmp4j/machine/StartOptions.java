package org.qmp4j.machine;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.qmp4j.client.ConnectOptions;
import org.qmp4j.machine.part.Accelerator;

/** What is chosen for a start besides the machine's parts. */
record StartOptions(
        String name,
        Duration timeout,
        ConnectOptions connect,
        Attach attach,
        Supplier<Accelerator> defaultAccelerator) {
    static final StartOptions DEFAULT =
            new StartOptions("machine", Duration.ofSeconds(30), ConnectOptions.DEFAULT, Attach.NO, Accelerator::auto);

    /** Whether others can come to the machine, and whether it may go on without this JVM. */
    enum Attach {
        NO,
        ATTACHABLE,
        DETACHABLE
    }

    StartOptions {
        Objects.requireNonNull(name);
        Objects.requireNonNull(timeout);
        Objects.requireNonNull(connect);
    }

    StartOptions withName(String other) {
        return new StartOptions(other, timeout, connect, attach, defaultAccelerator);
    }

    StartOptions withTimeout(Duration other) {
        return new StartOptions(name, other, connect, attach, defaultAccelerator);
    }

    StartOptions withConnect(ConnectOptions other) {
        return new StartOptions(name, timeout, other, attach, defaultAccelerator);
    }

    StartOptions withAttach(Attach other) {
        return new StartOptions(name, timeout, connect, other, defaultAccelerator);
    }

    StartOptions withDefaultAccelerator(Accelerator other) {
        Objects.requireNonNull(other);
        return new StartOptions(name, timeout, connect, attach, () -> other);
    }
}
