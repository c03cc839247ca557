package org.qmp4j.machine.part;

import java.nio.file.Path;

/**
 * A serial port whose other end is a {@link org.qmp4j.machine.Console} of the machine. QEMU keeps all that the guest says
 * on it in the file {@code NAME.log} of the machine's folder.
 *
 * @param name by which the machine finds it
 */
public record SerialConsole(String name) implements MachinePart {
    /** What a machine's first console is called. */
    public static final String FIRST = "console";

    /** The first serial port, {@code ttyS0} of a Linux guest. */
    public static SerialConsole first() {
        return new SerialConsole(FIRST);
    }

    @Override
    public void addTo(Assembly machine) {
        String id = machine.newId("serial");
        Path socket = machine.listenForConsole(name, id);
        machine.option(
                "-chardev",
                KeyValues.of("socket")
                        .with("id", id)
                        .with("path", socket)
                        .with("server", "off")
                        .with("logfile", machine.folder().resolve(name + ".log")));
        machine.arguments("-serial", "chardev:" + id);
    }
}
