package org.qmp4j.machine;

import java.time.Duration;
import java.util.Objects;
import org.qmp4j.client.ConnectOptions;

/** What is chosen for a start besides the machine's parts. */
record StartOptions(String name, Duration deadline, ConnectOptions connect, Attach attach) {
    static final StartOptions DEFAULT =
            new StartOptions("machine", Duration.ofSeconds(30), ConnectOptions.DEFAULT, Attach.NO);

    /** Whether others can come to the machine, and whether it may go on without this JVM. */
    enum Attach {
        NO,
        ATTACHABLE,
        DETACHABLE
    }

    StartOptions {
        Objects.requireNonNull(name);
        Objects.requireNonNull(deadline);
        Objects.requireNonNull(connect);
    }

    StartOptions withName(String other) {
        return new StartOptions(other, deadline, connect, attach);
    }

    StartOptions withDeadline(Duration other) {
        return new StartOptions(name, other, connect, attach);
    }

    StartOptions withConnect(ConnectOptions other) {
        return new StartOptions(name, deadline, other, attach);
    }

    StartOptions withAttach(Attach other) {
        return new StartOptions(name, deadline, connect, other);
    }
}
