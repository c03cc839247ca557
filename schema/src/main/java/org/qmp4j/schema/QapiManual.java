package org.qmp4j.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.qmp4j.schema.manual.ManualReader;
import org.qmp4j.schema.model.Schema;

/**
 * A schema read from QEMU's reference manual in HTML, which is part of QEMU's packages: {@code qemu-qmp-ref.html}, {@code
 * qemu-ga-ref.html}. QEMU makes it of its source, since version 10.1 in a form that programs can read.
 *
 * <p>It describes all builds: the names of types, their members and bases, and the version that added them. It does not
 * contain the width of integers, the conditions and features of members and values, and how a command is run.
 */
public final class QapiManual {
    private QapiManual() {}

    /**
     * Reads a manual.
     *
     * @throws SchemaException if the file cannot be read or is no such manual
     */
    public static Schema read(Path file) {
        try {
            return new ManualReader(Files.readString(file)).schema();
        } catch (IOException | IllegalArgumentException wrong) {
            throw new SchemaException(null, "cannot read " + file + ": " + wrong.getMessage(), wrong);
        }
    }
}
