package org.qmp4j.it.support;

import java.io.IOException;
import java.nio.file.Path;
import org.qmp4j.client.Endpoint;

/** A QEMU, real or not, with a monitor at the socket {@code qmp}. */
public interface QemuUnderTest extends AutoCloseable {
    /** How a QEMU is started. */
    sealed interface Setting {}

    /** A further monitor, whose socket has that name. */
    record Monitor(String name, boolean pretty) implements Setting {}

    /** The result of {@code query-name}. */
    record Name(String name) implements Setting {}

    /** The initial state of the machine, if it does not run. */
    enum State implements Setting {
        STOPPED,
        PRECONFIG
    }

    /** A guest agent that regards the guest's file systems as frozen. */
    record Frozen() implements Setting {}

    /** Starts one kind of them. */
    @FunctionalInterface
    interface Kind {
        /** Starts one. */
        QemuUnderTest start(Setting... settings) throws Exception;
    }

    /** A further monitor. */
    static Setting monitor(String name) {
        return new Monitor(name, false);
    }

    /** The socket of that name. */
    Path path(String name);

    /** A command that blocks it; the name is that of a block node that the command creates. */
    Slow slow(String name) throws Exception;

    /** The socket {@code qmp} as an endpoint. */
    default Endpoint endpoint() {
        return endpoint("qmp");
    }

    /** A socket as an endpoint. */
    default Endpoint endpoint(String name) {
        return Endpoint.unix(path(name));
    }

    @Override
    void close() throws IOException;
}
