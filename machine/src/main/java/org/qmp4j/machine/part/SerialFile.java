package org.qmp4j.machine.part;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A serial port that writes to a file, which is truncated first.
 *
 * @param file the file
 */
public record SerialFile(Path file) implements MachinePart {
    /** Checks that it is not null. */
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
