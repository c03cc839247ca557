package org.qmp4j.client.transport;

import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.SocketChannel;
import org.qmp4j.client.error.QmpConnectException;

/** The connected socket that this JVM was started with as descriptor 0. */
enum InheritedEndpoint implements Endpoint {
    INSTANCE;

    @Override
    public Transport open(Deadline deadline) {
        try {
            Channel inherited = System.inheritedChannel();
            if (inherited instanceof SocketChannel socket) {
                return SocketTransport.over(socket, toString());
            }
            throw new QmpConnectException(
                    "no inherited connection: descriptor 0 of this process is no connected socket", null);
        } catch (IOException failed) {
            throw new QmpConnectException("could not use the inherited descriptor: " + failed.getMessage(), failed);
        }
    }

    /** {@code inherited:}. */
    @Override
    public String toString() {
        return "inherited:";
    }
}
