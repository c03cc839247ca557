package org.qmp4j.schema;

import java.nio.file.Path;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.resolve.Resolution;
import org.qmp4j.schema.source.SchemaParser;

/**
 * A schema read from QEMU's source, for example from {@code qapi/qapi-schema.json}: checked by the rules of QEMU's own front
 * end, and resolved.
 *
 * <pre>{@code
 * Schema schema = QapiSource.read(Path.of("qemu/qapi/qapi-schema.json"), Dialect.LENIENT).schema();
 * }</pre>
 *
 * @see <a href="https://www.qemu.org/docs/master/devel/qapi-code-gen.html">How to use the QAPI code generator</a>
 */
public final class QapiSource {
    private final Resolution resolution;

    private QapiSource(Resolution resolution) {
        this.resolution = resolution;
    }

    /**
     * Reads a schema file and all that it includes.
     *
     * @param file the outermost file; the others are looked for beside the file that includes them
     * @throws SchemaException if a file cannot be read or a rule is broken: with file and line, for the first thing that is
     *     wrong
     */
    public static QapiSource read(Path file, Dialect dialect) {
        return new QapiSource(Resolution.of(SchemaParser.parse(file, dialect), dialect));
    }

    /** What the schema defines. Locations, conditions and what the documentation says are in it. */
    public Schema schema() {
        return resolution.schema();
    }

    /**
     * The schema as text: modules, definitions and documentation, line by line as QEMU's own front end prints them when it is
     * tested ({@code tests/qapi-schema/test-qapi.py}). For comparing the two, or two versions.
     */
    public String dump() {
        return resolution.dump();
    }
}
