package org.qmp4j.fake;

import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.qmp4j.fake.script.DescriptorSource;

/** Where and on which thread a fake is to run. */
final class FakeOptions {
    private final List<Supplier<ListenSocket>> sockets = new ArrayList<>();
    private final List<Boolean> arePretty = new ArrayList<>();
    private boolean pretty;
    private @Nullable FakeHost host;
    private DescriptorSource descriptors = DescriptorSource.NONE;
    private boolean checked = true;

    void listen(SocketAddress address) {
        listen(() -> ListenSocket.at(address));
    }

    void listen(ServerSocketChannel channel) {
        listen(() -> ListenSocket.of(channel));
    }

    private void listen(Supplier<ListenSocket> socket) {
        sockets.add(socket);
        arePretty.add(pretty);
    }

    void pretty(boolean fromHere) {
        pretty = fromHere;
    }

    /** How the monitor of that number writes. */
    boolean isPretty(int number) {
        return arePretty.isEmpty() ? pretty : arePretty.get(number);
    }

    void on(FakeHost shared) {
        host = shared;
    }

    void descriptors(DescriptorSource source) {
        descriptors = source;
    }

    void unchecked() {
        checked = false;
    }

    boolean isChecked() {
        return checked;
    }

    DescriptorSource descriptors() {
        return descriptors;
    }

    @Nullable
    FakeHost host() {
        return host;
    }

    /** Binds all sockets; by default one in a new folder. If one cannot be bound, the others are closed. */
    List<ListenSocket> sockets(String name) {
        if (sockets.isEmpty()) {
            return List.of(ListenSocket.inNewFolder(name));
        }
        List<ListenSocket> bound = new ArrayList<>();
        try {
            sockets.forEach(socket -> bound.add(socket.get()));
            return List.copyOf(bound);
        } catch (UncheckedIOException failed) {
            bound.forEach(ListenSocket::abandon);
            throw failed;
        }
    }
}
