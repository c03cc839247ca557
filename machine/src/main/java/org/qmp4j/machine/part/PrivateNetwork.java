package org.qmp4j.machine.part;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network between the machines that have this part. Neither the host nor other machines are in it, and it has no DHCP server:
 * the guests set their own IP addresses. Frames are multicast over the host's loopback interface, to a random group and port; a
 * process of the host that knows these can join. Each machine gets a virtio card with its own MAC address.
 */
public final class PrivateNetwork implements MachinePart {
    private static final int MOST_MACHINES = 0xffff;
    private static final int FIRST_PORT = 20_000;
    private static final int PORTS = 12_000;

    private final String group;
    private final AtomicInteger machines = new AtomicInteger();

    private PrivateNetwork(String group) {
        this.group = group;
    }

    /** A new network. */
    public static PrivateNetwork create() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        // 239.0.0.0/8 is for private use (RFC 2365).
        return new PrivateNetwork("239." + random.nextInt(256) + "." + random.nextInt(256) + "."
                + random.nextInt(1, 255) + ":" + (FIRST_PORT + random.nextInt(PORTS)));
    }

    @Override
    public void addTo(Assembly machine) {
        int number = machines.incrementAndGet();
        if (number > MOST_MACHINES) {
            throw new IllegalStateException("more than " + MOST_MACHINES + " machines in one network");
        }
        String id = machine.newId("net");
        machine.option(
                "-netdev",
                KeyValues.of("socket").with("id", id).with("mcast", group).with("localaddr", "127.0.0.1"));
        machine.option(
                "-device",
                KeyValues.of("virtio-net-pci")
                        .with("netdev", id)
                        // Locally administered, unicast.
                        .with("mac", "52:54:00:71:%02x:%02x".formatted(number >> 8, number & 0xff)));
    }
}
