package org.qmp4j.cli;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import org.qmp4j.cli.program.UsageException;
import org.qmp4j.client.Endpoint;

/** Addresses of plain sockets, for fakes and recorders. */
final class ListenAddress {
    private ListenAddress() {}

    /** The socket's address for {@code unix:PATH}, {@code tcp:HOST:PORT} or a path. */
    static SocketAddress parse(String text) {
        Endpoint endpoint = Address.parse(text);
        String full = endpoint.toString();
        if (full.startsWith("unix:")) {
            // Endpoints write a comma in a path twice.
            return UnixDomainSocketAddress.of(full.substring("unix:".length()).replace(",,", ","));
        }
        if (full.startsWith("tcp:")) {
            int colon = full.lastIndexOf(':');
            String host = full.substring("tcp:".length(), colon).replaceAll("[\\[\\]]", "");
            return new InetSocketAddress(host, Integer.parseInt(full.substring(colon + 1)));
        }
        throw new UsageException("only unix:PATH and tcp:HOST:PORT can be used here, not " + text);
    }

    /** The text of an address, in the form that the other subcommands accept. */
    static String text(SocketAddress address) {
        if (address instanceof InetSocketAddress inet) {
            String host = inet.getAddress().getHostAddress();
            return "tcp:" + (host.contains(":") ? "[" + host + "]" : host) + ":" + inet.getPort();
        }
        return Endpoint.unix(address.toString()).toString();
    }
}
