package org.qmp4j.client.transport;

import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * The address of a monitor or a guest agent, and how to connect to it. Immutable; {@code toString()} gives the text
 * that {@link #parse} reads. That text has no place for a space in a program's argument, for the secrets of a program's options
 * ({@link org.qmp4j.protocol.CommandLineSecrets}), and for the options of a {@link TlsEndpoint}.
 *
 * <p>Other modules may add other kinds: they only need to open a {@link Transport}.
 */
public interface Endpoint {
    /**
     * Connects, and does not wait for a greeting. Must not block past the deadline.
     *
     * @throws org.qmp4j.client.error.QmpNotListeningException if no process listens there, or not yet
     * @throws org.qmp4j.client.error.QmpConnectException if that fails for another reason
     * @throws org.qmp4j.client.error.QmpInterruptedException if the thread is interrupted
     */
    Transport open(Deadline deadline);

    /**
     * A unix socket, as in {@code -qmp unix:/run/vm.qmp,server=on,wait=off}: {@code unix:/run/vm.qmp}. The path is taken as it is.
     *
     * @throws IllegalArgumentException if the path is empty, or longer than the 106 bytes that the JDK takes
     */
    static Endpoint unix(Path path) {
        return new UnixEndpoint(path);
    }

    /**
     * A unix socket, by its path as text.
     *
     * @throws IllegalArgumentException as {@link #unix(Path)}, or if the text is no path
     */
    static Endpoint unix(String path) {
        return new UnixEndpoint(Path.of(path));
    }

    /**
     * A TCP socket, as in {@code -qmp tcp:127.0.0.1:4444,server=on,wait=off}: {@code tcp:127.0.0.1:4444}.
     *
     * @throws IllegalArgumentException if the port is not from 1 to 65535
     */
    static Endpoint tcp(String host, int port) {
        return new TcpEndpoint(host, port);
    }

    /**
     * TLS with the JVM's own trusted certificates, and the certificate checked for the host name.
     *
     * @throws IllegalArgumentException if the port is not from 1 to 65535
     */
    static TlsEndpoint tls(String host, int port) {
        return new TlsEndpoint(host, port);
    }

    /**
     * TLS with certificates of the caller's own, as QEMU's {@code tls-creds-x509} asks for them.
     *
     * @throws IllegalArgumentException if the port is not from 1 to 65535
     */
    static TlsEndpoint tls(String host, int port, SSLContext context) {
        return new TlsEndpoint(host, port).withContext(context);
    }

    /**
     * A program that is started on connecting, speaks on its standard input and output, and is ended on closing: {@code
     * exec:qemu-system-x86_64 -qmp stdio -display none}.
     *
     * @throws IllegalArgumentException if the list is empty
     */
    static Endpoint process(List<String> command) {
        return new ProcessEndpoint(command);
    }

    /** The socket that this JVM was started with as its standard input, by inetd or systemd: {@code inherited:}. */
    static Endpoint inherited() {
        return InheritedEndpoint.INSTANCE;
    }

    /**
     * The endpoint that a text names: {@code unix:PATH}, {@code tcp:HOST:PORT}, {@code tls:HOST:PORT}, {@code
     * exec:PROGRAM ARGUMENT ...} (split at spaces), {@code inherited:}, or the bare path of a unix socket. An IPv6 address
     * stands in brackets: {@code tcp:[::1]:4444}. {@code tcp://HOST:PORT} is the same as {@code tcp:HOST:PORT}. Other modules
     * bring more, as an {@link EndpointProvider}: {@code vsock:CID:PORT} and the abstract unix sockets {@code unix:@NAME} come with
     * {@code org.qmp4j:qmp4j-descriptors}.
     *
     * <p>The value of QEMU's option {@code -qmp} or {@code -chardev} can be used as it is: {@code
     * unix:/run/vm.qmp,server=on,wait=off}, {@code tcp:127.0.0.1:4444,server,nowait}, {@code socket,id=c,path=/run/vm.qmp,server=on}.
     * Options that concern QEMU's end only are ignored. As in QEMU, a comma in the path after {@code unix:} is written twice. A bare
     * path is taken as it is.
     *
     * @throws IllegalArgumentException if the text names none, with the forms that there are, or has an option that is unknown or
     *     with which this program cannot connect
     */
    static Endpoint parse(String text) {
        return EndpointText.parse(text);
    }
}
