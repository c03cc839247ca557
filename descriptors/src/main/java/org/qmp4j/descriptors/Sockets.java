package org.qmp4j.descriptors;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.spi.Connector;

/** What all sockets here have in common. */
final class Sockets {
    private Sockets() {}

    static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            // It is gone either way.
        }
    }

    /** The kernel, or the library in C, gives no socket at all. */
    static QmpConnectException unusable(Connector endpoint, @Nullable Throwable failed) {
        String reason = failed instanceof LinkageError
                ? "junixsocket's library in C does not run here: " + failed
                : failed == null ? "unknown" : String.valueOf(failed.getMessage());
        return new QmpConnectException("could not connect to " + endpoint + ": " + reason, failed);
    }
}
