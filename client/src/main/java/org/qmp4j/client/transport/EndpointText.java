package org.qmp4j.client.transport;

import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Endpoints as text. */
final class EndpointText {
    private static final Pattern HOST_AND_PORT = Pattern.compile("(?:\\[([^\\]]+)\\]|([^:\\[\\]]+)):(\\d{1,5})");
    private static final String FORMS =
            "write unix:PATH, tcp:HOST:PORT, tls:HOST:PORT, exec:PROGRAM ARGUMENT ..., inherited: or a path";

    private EndpointText() {}

    static Endpoint parse(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("no address: " + FORMS);
        }
        int colon = text.indexOf(':');
        // A colon behind a slash is a part of a path.
        boolean bare = colon < 0 || text.substring(0, colon).contains("/");
        String scheme = bare ? "" : text.substring(0, colon);
        String rest = text.substring(colon + 1);
        return switch (scheme) {
            case "" -> new UnixEndpoint(Path.of(text));
            case "unix" -> unix(text, rest);
            case "tcp" -> tcp(text, rest);
            case "tls" -> tls(text, rest);
            case "exec" -> exec(text, rest);
            case "inherited" -> InheritedEndpoint.INSTANCE;
            default -> provided(text, scheme, rest);
        };
    }

    private static Endpoint provided(String text, String scheme, String rest) {
        for (EndpointProvider provider : ServiceLoader.load(EndpointProvider.class)) {
            if (provider.scheme().equals(scheme)) {
                return provider.parse(rest);
            }
        }
        if (scheme.equals("vsock")) {
            throw new IllegalArgumentException("cannot use '" + text
                    + "': vsock is in the dependency org.qmp4j:qmp4j-descriptors, which is neither on the module path nor on"
                    + " the class path; add it");
        }
        throw new IllegalArgumentException(
                "cannot read the address '" + text + "': " + FORMS + " (a path with a colon in it: ./" + text + ")");
    }

    private static Endpoint unix(String text, String path) {
        if (path.isEmpty()) {
            throw new IllegalArgumentException("no path in '" + text + "': " + FORMS);
        }
        return new UnixEndpoint(Path.of(path));
    }

    private static Endpoint tcp(String text, String rest) {
        Matcher parts = hostAndPort(text, rest);
        return new TcpEndpoint(host(parts), port(parts));
    }

    private static Endpoint tls(String text, String rest) {
        Matcher parts = hostAndPort(text, rest);
        return new TlsEndpoint(host(parts), port(parts));
    }

    private static Endpoint exec(String text, String commandLine) {
        if (commandLine.isBlank()) {
            throw new IllegalArgumentException("no program in '" + text + "': " + FORMS);
        }
        return new ProcessEndpoint(List.of(commandLine.strip().split("\\s+")));
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
        return parts.group(1) != null ? parts.group(1) : parts.group(2);
    }

    private static int port(Matcher parts) {
        return Integer.parseInt(parts.group(3));
    }

    /** {@code HOST:PORT}, with brackets around an IPv6 address. */
    static String print(String host, int port) {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    static int checkPort(int port) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("a port is a number from 1 to 65535, not " + port);
        }
        return port;
    }
}
