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
    private final List<Supplier<Place>> places = new ArrayList<>();
    private final List<Boolean> arePretty = new ArrayList<>();
    private boolean pretty;
    private @Nullable FakeHost host;
    private DescriptorSource descriptors = DescriptorSource.NONE;
    private boolean checked = true;

    void listen(SocketAddress address) {
        listen(() -> Place.at(address));
    }

    void listen(ServerSocketChannel channel) {
        listen(() -> Place.of(channel));
    }

    private void listen(Supplier<Place> place) {
        places.add(place);
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

    /** Listens: in a folder of its own where nothing was said. Where one place cannot be had, none is kept. */
    List<Place> places(String name) {
        if (places.isEmpty()) {
            return List.of(Place.inNewFolder(name));
        }
        List<Place> bound = new ArrayList<>();
        try {
            places.forEach(place -> bound.add(place.get()));
            return List.copyOf(bound);
        } catch (UncheckedIOException failed) {
            bound.forEach(Place::abandon);
            throw failed;
        }
    }
}
