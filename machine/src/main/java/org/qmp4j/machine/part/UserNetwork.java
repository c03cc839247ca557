package org.qmp4j.machine.part;

import java.util.ArrayList;
import java.util.List;

/**
 * A network card whose network QEMU makes up itself: the guest reaches the host and what that reaches, and is reached at
 * forwarded ports only.
 *
 * @param device the guest's device: {@code virtio-net-pci}, {@code e1000}
 * @param forwards as {@code hostfwd} takes them: {@code tcp:127.0.0.1:2222-:22}
 */
public record UserNetwork(String device, List<String> forwards) implements MachinePart {
    /** Copies them. */
    public UserNetwork {
        forwards = List.copyOf(forwards);
    }

    /** A virtio card, nothing forwarded. */
    public static UserNetwork virtio() {
        return new UserNetwork("virtio-net-pci", List.of());
    }

    /** This, with connections to a TCP port of this host's loopback carried to a port of the guest. */
    public UserNetwork forward(int hostPort, int guestPort) {
        List<String> more = new ArrayList<>(forwards);
        more.add("tcp:127.0.0.1:" + hostPort + "-:" + guestPort);
        return new UserNetwork(device, more);
    }

    @Override
    public void addTo(Assembly machine) {
        String id = machine.newId("net");
        KeyValues network = KeyValues.of("user").with("id", id);
        for (String forward : forwards) {
            network = network.with("hostfwd", forward);
        }
        machine.option("-netdev", network);
        machine.option("-device", KeyValues.of(device).with("netdev", id));
    }
}
