package org.qmp4j.machine.part;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A serial port that writes into a file, which is emptied first.
 *
 * @param file the file
 */
public record SerialFile(Path file) implements MachinePart {
    /** Checks that there is one. */
    public SerialFile {
        Objects.requireNonNull(file);
    }

    @Override
    public void addTo(Assembly machine) {
        String id = machine.newId("serial");
        machine.option("-chardev", KeyValues.of("file").with("id", id).with("path", file));
        machine.arguments("-serial", "chardev:" + id);
    }
}
