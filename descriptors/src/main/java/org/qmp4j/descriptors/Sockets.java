package org.qmp4j.descriptors;

import java.io.Closeable;
import java.io.IOException;

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
}
