package org.qmp4j.machine.part;

/**
 * The serial port on which the guest agent listens, {@code org.qemu.guest_agent.0}, and a socket for {@link
 * org.qmp4j.machine.Machine#guestAgent}.
 */
public record AgentChannel() implements MachinePart {
    @Override
    public void addTo(Assembly machine) {
        String id = machine.newId("agent");
        machine.option(
                "-chardev",
                KeyValues.of("socket")
                        .with("id", id)
                        .with("path", machine.agentSocket())
                        .with("server", "on")
                        .with("wait", "off"));
        machine.arguments("-device", "virtio-serial");
        machine.option(
                "-device", KeyValues.of("virtserialport").with("chardev", id).with("name", "org.qemu.guest_agent.0"));
    }
}
