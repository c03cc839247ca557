package org.qmp4j.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.Schema;

/** Schemas from the text of a test. */
public final class SchemaText {
    private SchemaText() {}

    /** Reads a text as if it were a file {@code s.json}. */
    public static QapiSource source(String text, Dialect dialect) {
        try {
            Path folder = Files.createTempDirectory("schema");
            Path file = folder.resolve("s.json");
            try {
                return QapiSource.read(Files.writeString(file, text), dialect);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public static Schema schema(String text) {
        return source(text, Dialect.QEMU_10_2).schema();
    }

    /** The error message about a schema, with file names relative to their folder; empty if the schema is valid. */
    public static String refusal(String text, Dialect dialect) {
        try {
            source(text, dialect);
            return "";
        } catch (SchemaException refused) {
            return String.valueOf(refused.getMessage()).replaceAll("/\\S*/s\\.json", "s.json");
        }
    }

    public static Command command(Schema schema, String name) {
        return Objects.requireNonNull(schema.commands().get(name));
    }
}
