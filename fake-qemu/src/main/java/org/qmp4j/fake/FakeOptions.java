package org.qmp4j.fake;

import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qmp4j.fake.script.DescriptorSource;

/** Where and on which thread a fake is to run. */
final class FakeOptions {
    private final List<Place> places = new ArrayList<>();
    private @Nullable FakeHost host;
    private DescriptorSource descriptors = DescriptorSource.NONE;
    private boolean checked = true;

    void listen(SocketAddress address) {
        places.add(Place.at(address));
    }

    void listen(ServerSocketChannel channel) {
        places.add(Place.of(channel));
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

    /** Where to listen; in a folder of its own where nothing was said. */
    List<Place> places(String name) {
        return places.isEmpty() ? List.of(Place.inNewFolder(name)) : List.copyOf(places);
    }
}
