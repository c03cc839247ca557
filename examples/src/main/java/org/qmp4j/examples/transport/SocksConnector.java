package org.qmp4j.examples.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.spi.Connector;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.spi.StreamTransport;
import org.qmp4j.client.spi.Transport;

// tag::socks
/** A monitor on TCP behind a SOCKS proxy, such as {@code ssh -D 1080 JUMPHOST} opens. */
public record SocksConnector(InetSocketAddress proxy, String host, int port) implements Connector {
    @Override
    public Transport open(Deadline deadline) {
        Socket socket = new Socket(new Proxy(Proxy.Type.SOCKS, proxy));
        try {
            // The proxy finds the address of the host.
            InetSocketAddress address = InetSocketAddress.createUnresolved(host, port);
            socket.connect(address, Math.max(1, deadline.remainingMillis()));
            return new StreamTransport(
                    toString(), socket.getInputStream(), socket.getOutputStream(), () -> close(socket));
        } catch (IOException failed) {
            close(socket);
            throw new QmpConnectException("could not connect to " + this + ": " + failed.getMessage(), failed);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            // It is gone either way.
        }
    }

    @Override
    public String toString() {
        return "socks:" + proxy.getAddress().getHostAddress() + ":" + proxy.getPort() + "/" + host + ":" + port;
    }
}
// end::socks
