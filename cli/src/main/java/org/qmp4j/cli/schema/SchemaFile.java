package org.qmp4j.cli.schema;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.qmp4j.cli.program.UsageException;
import org.qmp4j.schema.Dialect;
import org.qmp4j.schema.Introspection;
import org.qmp4j.schema.KnownSchemas;
import org.qmp4j.schema.QapiManual;
import org.qmp4j.schema.QapiSource;
import org.qmp4j.schema.QemuBuild;
import org.qmp4j.schema.TypeNames;
import org.qmp4j.schema.facts.FactsFile;
import org.qmp4j.schema.model.Schema;

/** Reads a schema from a file of any kind: QEMU's source, the reply to {@code query-qmp-schema}, facts, or QEMU's manual. */
public final class SchemaFile {
    private static final int START_LENGTH = 4096;

    private SchemaFile() {}

    /**
     * Reads a schema.
     *
     * @throws org.qmp4j.schema.SchemaException if the file contains no schema, or an invalid one
     */
    public static Schema read(Path file) {
        String start = start(file).stripLeading();
        if (isIntrospection(start)) {
            return TypeNames.takenFrom(KnownSchemas.qemu(), Introspection.read(file));
        }
        if (start.startsWith("<")) {
            return QapiManual.read(file);
        }
        if (start.startsWith("{\"")) {
            return FactsFile.read(file);
        }
        return QapiSource.read(file, Dialect.LENIENT).schema();
    }

    /**
     * Reads a schema and returns the part of it that introspection shows, for a build with all features.
     *
     * @throws org.qmp4j.schema.SchemaException if the file contains no schema, or an invalid one
     */
    public static Schema readAsIntrospection(Path file) {
        return isIntrospection(start(file).stripLeading())
                ? Introspection.read(file)
                : QemuBuild.introspection(read(file), name -> true);
    }

    private static boolean isIntrospection(String start) {
        return start.startsWith("[") || start.startsWith("{\"return\"") || start.startsWith("{\"QMP\"");
    }

    private static String start(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(START_LENGTH), StandardCharsets.ISO_8859_1);
        } catch (IOException wrong) {
            throw new UsageException("cannot read " + file + ": " + wrong.getMessage(), wrong);
        }
    }
}
