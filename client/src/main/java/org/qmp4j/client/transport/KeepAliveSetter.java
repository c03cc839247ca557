package org.qmp4j.client.transport;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.Map;
import java.util.Set;
import org.qmp4j.client.options.KeepAlive;

/** Sets keep-alive on a TCP socket. */
final class KeepAliveSetter {
    /** {@code setOption} of the classes that are a socket. */
    interface Socket {
        <T> Object setOption(SocketOption<T> option, T value) throws IOException;
    }

    private KeepAliveSetter() {}

    /**
     * Sets what the socket supports. A broken socket is left alone: its reader reports it.
     *
     * @param supported the options that the socket supports
     */
    static void set(Socket socket, Set<SocketOption<?>> supported, KeepAlive keepAlive) {
        try {
            socket.setOption(StandardSocketOptions.SO_KEEPALIVE, keepAlive.isOn());
            if (keepAlive.isOn()) {
                setTimes(socket, supported, keepAlive);
            }
        } catch (IOException | UnsupportedOperationException broken) {
            // It is no TCP socket, or it is closed already.
        }
    }

    // By name: the constants are in the module jdk.net, which may be missing at run time.
    private static void setTimes(Socket socket, Set<SocketOption<?>> supported, KeepAlive keepAlive)
            throws IOException {
        Map<String, Integer> values = Map.of(
                "TCP_KEEPIDLE", (int) keepAlive.idle().toSeconds(),
                "TCP_KEEPINTERVAL", (int) keepAlive.interval().toSeconds(),
                "TCP_KEEPCOUNT", keepAlive.probes());
        for (SocketOption<?> option : supported) {
            Integer value = values.get(option.name());
            if (value != null) {
                set(socket, option, value);
            }
        }
    }

    private static <T> void set(Socket socket, SocketOption<T> option, Integer value) throws IOException {
        socket.setOption(option, option.type().cast(value));
    }
}
