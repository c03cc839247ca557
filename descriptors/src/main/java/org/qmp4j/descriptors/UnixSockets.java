package org.qmp4j.descriptors;

import java.io.IOException;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketChannel;
import org.qmp4j.client.spi.Connector;
import org.qmp4j.client.spi.StreamTransport;
import org.qmp4j.client.spi.Transport;

/** Unix sockets of junixsocket. */
final class UnixSockets {
    private UnixSockets() {}

    static AFUNIXSocket open(Connector endpoint) {
        try {
            return AFUNIXSocket.newInstance();
        } catch (IOException | LinkageError failed) {
            throw Sockets.unusable(endpoint, failed);
        }
    }

    /** Connects, or returns false if the queue is full: a blocking connect would wait for ever then. */
    static boolean connects(AFUNIXSocket socket, AFUNIXSocketAddress address) throws IOException {
        AFUNIXSocketChannel channel = socket.getChannel();
        channel.configureBlocking(false);
        boolean connected = channel.connect(address);
        channel.configureBlocking(true);
        return connected;
    }

    static Transport over(AFUNIXSocket socket, Connector endpoint) throws IOException {
        DescriptorOutput out = new DescriptorOutput(socket);
        return new StreamTransport(
                endpoint.toString(), socket.getInputStream(), out, () -> Sockets.closeQuietly(socket), out);
    }
}
