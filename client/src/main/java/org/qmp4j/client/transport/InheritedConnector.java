package org.qmp4j.client.transport;

import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.SocketChannel;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.spi.Connector;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.spi.Transport;

/** The connected socket that this JVM was started with as descriptor 0. */
public enum InheritedConnector implements Connector {
    INSTANCE;

    @Override
    public Transport open(Deadline deadline) {
        try {
            Channel inherited = System.inheritedChannel();
            if (inherited instanceof SocketChannel socket) {
                return over(socket);
            }
            throw new QmpConnectException(
                    "no inherited connection: descriptor 0 of this process is no connected socket", null);
        } catch (IOException failed) {
            throw unusable(failed);
        }
    }

    static Transport over(SocketChannel socket) {
        if (!socket.isOpen()) {
            throw new QmpConnectException("the inherited connection cannot be used again: it was closed before", null);
        }
        try {
            return SocketTransport.over(socket, INSTANCE.toString());
        } catch (IOException failed) {
            throw unusable(failed);
        }
    }

    private static QmpConnectException unusable(IOException failed) {
        return new QmpConnectException("could not use the inherited descriptor: " + failed.getMessage(), failed);
    }

    /** {@code inherited:}. */
    @Override
    public String toString() {
        return "inherited:";
    }
}
