package org.qmp4j.machine.part;

import java.util.ArrayList;
import java.util.List;

/**
 * A network card in a network that QEMU emulates (SLIRP): the guest can reach the host and the host's networks, and can be reached
 * at forwarded ports only.
 *
 * @param device the guest's device: {@code virtio-net-pci}, {@code e1000}
 * @param forwards values of {@code hostfwd}: {@code tcp:127.0.0.1:2222-:22}
 */
public record UserNetwork(String device, List<String> forwards) implements MachinePart {
    /** Copies the list. */
    public UserNetwork {
        forwards = List.copyOf(forwards);
    }

    /** A virtio card without forwarded ports. */
    public static UserNetwork virtio() {
        return new UserNetwork("virtio-net-pci", List.of());
    }

    /** This card, with a TCP port of the host's loopback interface forwarded to a port of the guest. */
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
