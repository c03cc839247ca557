package org.qmp4j.client.transport;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.spi.Connector;
import org.qmp4j.client.spi.ConnectorProvider;

/** Endpoints as text. */
public final class EndpointText {
    // As in a URL, or as QEMU takes it. Without a host QEMU listens on all addresses of its own.
    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(?://)?(?:\\[([^\\]]+)\\]|([^:/\\[\\]]*)):(\\d{1,5})/?");
    private static final String FORMS =
            "write unix:PATH, tcp:HOST:PORT, tls:HOST:PORT, exec:PROGRAM ARGUMENT ..., inherited: or a path";
    private static final String CHARACTER_DEVICE = "socket,";

    private EndpointText() {}

    /** Reads an address; see {@code Endpoint.parse}. */
    public static Connector parse(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("no address: " + FORMS);
        }
        int colon = text.indexOf(':');
        // A colon behind a slash is a part of a path.
        boolean bare = colon < 0 || text.substring(0, colon).contains("/") || text.startsWith(CHARACTER_DEVICE);
        String scheme = bare ? "" : text.substring(0, colon);
        String rest = text.substring(colon + 1);
        return switch (scheme) {
            case "" -> text.startsWith(CHARACTER_DEVICE) ? socket(text) : new UnixConnector(Path.of(text));
            case "unix" -> unix(text, rest);
            case "tcp" -> tcp(text, rest);
            case "tls" -> tls(text, rest);
            case "exec" -> exec(text, rest);
            case "inherited" -> InheritedConnector.INSTANCE;
            case "telnet", "tn3270", "websocket" ->
                throw new IllegalArgumentException("cannot connect to '" + text + "': QMP over " + scheme
                        + " is not supported; start QEMU with -qmp tcp:HOST:PORT,server=on,wait=off");
            default ->
                provided(scheme, rest)
                        .orElseThrow(() -> new IllegalArgumentException("cannot read the address '" + text + "': "
                                + FORMS + " (a path with a colon in it: ./" + text + ")"));
        };
    }

    private static Optional<Connector> provided(String scheme, String rest) {
        for (ConnectorProvider provider : ServiceLoader.load(ConnectorProvider.class)) {
            if (provider.scheme().equals(scheme)) {
                return Optional.of(provider.parse(rest));
            }
        }
        if (scheme.equals("vsock")) {
            throw missing(scheme + ":" + rest, "vsock is");
        }
        return Optional.empty();
    }

    private static IllegalArgumentException missing(String text, String what) {
        return new IllegalArgumentException("cannot use '" + text + "': " + what
                + " in the dependency org.qmp4j:qmp4j-descriptors, which is neither on the module path nor on the class path;"
                + " add it");
    }

    // The value of QEMU's -chardev.
    private static Connector socket(String text) {
        QemuAddress address = new QemuAddress(text, text);
        String host = address.take("host");
        String port = address.take("port");
        return port == null ? unix(address, address.take("path")) : tcp(address, join(host == null ? "" : host, port));
    }

    private static Connector unix(String text, String rest) {
        QemuAddress address = new QemuAddress(text, rest);
        String path = address.first();
        return unix(address, path.startsWith("path=") ? path.substring("path=".length()) : path);
    }

    private static Connector unix(QemuAddress address, @Nullable String path) {
        boolean isAbstract = address.takeSwitch("abstract", false);
        boolean isTight = address.takeSwitch("tight", true);
        address.requireNoOthers();
        if (path == null || path.isEmpty()) {
            throw new IllegalArgumentException("no path in '" + address.text() + "': " + FORMS);
        }
        if (isAbstract && !isTight) {
            throw new IllegalArgumentException(
                    "cannot connect to '" + address.text() + "' with tight=off; start QEMU without it");
        }
        if (isAbstract || path.startsWith("@")) {
            String name = isAbstract ? "@" + path : path;
            return provided("unix", name).orElseThrow(() -> missing(address.text(), "abstract unix sockets are"));
        }
        return new UnixConnector(Path.of(path));
    }

    private static Connector tcp(String text, String rest) {
        QemuAddress address = new QemuAddress(text, rest);
        return tcp(address, address.first());
    }

    private static Connector tcp(QemuAddress address, String hostAndPort) {
        address.requireNoOthers();
        Matcher parts = hostAndPort(address.text(), hostAndPort);
        return new TcpConnector(host(parts), port(parts));
    }

    private static Connector tls(String text, String rest) {
        Matcher parts = hostAndPort(text, rest);
        return new TlsConnector(host(parts), port(parts));
    }

    private static Connector exec(String text, String commandLine) {
        if (commandLine.isBlank()) {
            throw new IllegalArgumentException("no program in '" + text + "': " + FORMS);
        }
        return new ProcessConnector(List.of(commandLine.strip().split("\\s+")));
    }

    private static Matcher hostAndPort(String text, String rest) {
        Matcher parts = HOST_AND_PORT.matcher(rest);
        if (!parts.matches()) {
            throw new IllegalArgumentException("cannot read host and port in '" + text
                    + "': write HOST:PORT, an IPv6 address in brackets, as in tcp:[::1]:4444");
        }
        return parts;
    }

    private static String host(Matcher parts) {
        String host = parts.group(1) != null ? parts.group(1) : parts.group(2);
        return host.isEmpty() ? "localhost" : host;
    }

    private static int port(Matcher parts) {
        return Integer.parseInt(parts.group(3));
    }

    /** {@code HOST:PORT}, with brackets around an IPv6 address. */
    static String print(String host, int port) {
        return join(host, String.valueOf(port));
    }

    private static String join(String host, String port) {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    /** {@code unix:PATH}, with commas written twice. */
    static String print(Path path) {
        String text = path.toString().replace(",", ",,");
        boolean meansAnother = text.startsWith("@") || text.startsWith("path=");
        return "unix:" + (meansAnother ? "./" : "") + text;
    }

    static int checkPort(int port) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("a port is a number from 1 to 65535, not " + port);
        }
        return port;
    }
}
