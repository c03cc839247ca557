package org.qmp4j.machine.part;

import java.nio.file.Path;

/**
 * A serial port whose other end is a {@link org.qmp4j.machine.Console} of the machine. QEMU also writes the output of
 * the guest to the file {@code NAME.log} of the machine's folder.
 *
 * @param name for {@link org.qmp4j.machine.Machine#console(String)}
 */
public record SerialConsole(String name) implements MachinePart {
    /** The name of a machine's first console. */
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
