package org.qmp4j.client;

import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.qmp4j.client.spi.Connector;
import org.qmp4j.client.spi.ConnectorProvider;
import org.qmp4j.client.transport.EndpointText;
import org.qmp4j.client.transport.InheritedConnector;
import org.qmp4j.client.transport.ProcessConnector;
import org.qmp4j.client.transport.TcpConnector;
import org.qmp4j.client.transport.TlsConnector;
import org.qmp4j.client.transport.UnixConnector;

/**
 * The address of a monitor or a guest agent. Immutable; {@code toString()} returns the text that {@link #parse} reads. That text
 * has no place for a space in a program's argument, for the secrets of a program's options ({@link
 * org.qmp4j.protocol.CommandLineSecrets}), and for the options of a {@link TlsEndpoint}.
 */
public sealed interface Endpoint permits ConnectorEndpoint, TlsEndpoint {
    /** How to connect to this address; of use only to those who write a transport. */
    Connector connector();

    /**
     * A unix socket, as in {@code -qmp unix:/run/vm.qmp,server=on,wait=off}: {@code unix:/run/vm.qmp}. The path is taken as it is.
     *
     * @throws IllegalArgumentException if the path is empty, or longer than the 106 bytes that the JDK accepts
     */
    static Endpoint unix(Path path) {
        return of(new UnixConnector(path));
    }

    /**
     * A unix socket, by its path as text.
     *
     * @throws IllegalArgumentException as {@link #unix(Path)}, or if the text is not a path
     */
    static Endpoint unix(String path) {
        return unix(Path.of(path));
    }

    /**
     * A TCP socket, as in {@code -qmp tcp:127.0.0.1:4444,server=on,wait=off}: {@code tcp:127.0.0.1:4444}.
     *
     * @throws IllegalArgumentException if the port is not from 1 to 65535
     */
    static Endpoint tcp(String host, int port) {
        return of(new TcpConnector(host, port));
    }

    /**
     * TLS with the certificates that the JVM trusts, and the certificate checked for the host name.
     *
     * @throws IllegalArgumentException if the port is not from 1 to 65535
     */
    static TlsEndpoint tls(String host, int port) {
        return new TlsEndpoint(host, port);
    }

    /**
     * TLS with certificates of the caller's own, which QEMU's {@code tls-creds-x509} asks for.
     *
     * @throws IllegalArgumentException if the port is not from 1 to 65535
     */
    static TlsEndpoint tls(String host, int port, SSLContext context) {
        return tls(host, port).withContext(context);
    }

    /**
     * A program that is started to connect, speaks QMP on its standard input and output, and is ended on closing: {@code
     * exec:qemu-system-x86_64 -qmp stdio -display none}.
     *
     * @throws IllegalArgumentException if the list is empty
     */
    static Endpoint process(List<String> command) {
        return of(new ProcessConnector(command));
    }

    /** The socket that inetd or systemd gave to this JVM as its standard input: {@code inherited:}. */
    static Endpoint inherited() {
        return of(InheritedConnector.INSTANCE);
    }

    /** An address that a transport of the caller's own connects to. */
    static Endpoint of(Connector connector) {
        return new ConnectorEndpoint(connector);
    }

    /**
     * Reads an address: {@code unix:PATH}, {@code tcp:HOST:PORT}, {@code tls:HOST:PORT}, {@code exec:PROGRAM ARGUMENT ...} (split
     * at spaces), {@code inherited:}, or the path of a unix socket alone. An IPv6 address stands in brackets: {@code
     * tcp:[::1]:4444}. {@code tcp://HOST:PORT} is the same as {@code tcp:HOST:PORT}. Other modules add more kinds, by a {@link
     * ConnectorProvider}: {@code vsock:CID:PORT} and the abstract unix sockets {@code unix:@NAME} come with {@code
     * org.qmp4j:qmp4j-descriptors}.
     *
     * <p>The value of QEMU's option {@code -qmp} or {@code -chardev} can be used as it is: {@code
     * unix:/run/vm.qmp,server=on,wait=off}, {@code tcp:127.0.0.1:4444,server,nowait}, {@code socket,id=c,path=/run/vm.qmp,server=on}.
     * Options that matter only to QEMU are ignored. As in QEMU, a comma in the path after {@code unix:} is written twice. A path
     * alone is taken as it is.
     *
     * @throws IllegalArgumentException if the text is not an address; the message shows the known forms; or if it has an option that
     *     is unknown, or that makes connecting impossible
     */
    static Endpoint parse(String text) {
        Connector connector = EndpointText.parse(text);
        return connector instanceof TlsConnector tls ? new TlsEndpoint(tls) : of(connector);
    }
}
