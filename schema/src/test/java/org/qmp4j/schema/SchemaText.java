package org.qmp4j.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.qmp4j.schema.model.Schema;

/** Schemas that a test writes itself. */
public final class SchemaText {
    private SchemaText() {}

    /** Reads a text as if it were a file {@code s.json}. */
    public static QapiSource source(String text, Dialect dialect) {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("schema");
            Path file = Files.writeString(folder.resolve("s.json"), text);
            return QapiSource.read(file, dialect);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            delete(folder);
        }
    }

    public static Schema schema(String text) {
        return source(text, Dialect.QEMU_10_2).schema();
    }

    /** The message that refuses a schema, with files named from their folder; empty if it is not refused. */
    public static String refusal(String text, Dialect dialect) {
        try {
            source(text, dialect);
            return "";
        } catch (SchemaException refused) {
            return String.valueOf(refused.getMessage()).replaceAll("/\\S*/s\\.json", "s.json");
        }
    }

    private static void delete(Path folder) {
        try {
            if (folder != null) {
                Files.deleteIfExists(folder.resolve("s.json"));
                Files.delete(folder);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
