package org.qmp4j.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.qmp4j.schema.Dialect;
import org.qmp4j.schema.Introspection;
import org.qmp4j.schema.QapiSource;
import org.qmp4j.schema.QemuBuild;
import org.qmp4j.schema.SchemaDiff;
import org.qmp4j.schema.SchemaException;
import org.qmp4j.schema.facts.FactsFile;
import org.qmp4j.schema.model.Schema;

/** A schema's source is read, or rejected with the name of its file. */
class SchemaFuzz {
    @TempDir
    static Path folder;

    @FuzzTest
    void sourceIsReadOrRejectedAtItsPlace(byte[] bytes) throws IOException {
        Path file = folder.resolve("schema.json");
        Files.write(file, bytes);
        Schema schema;
        try {
            schema = QapiSource.read(file, Dialect.QEMU_7_2).schema();
        } catch (SchemaException refused) {
            assertThat(refused.getMessage()).contains("schema.json");
            return;
        }
        assertThat(again(schema)).isEqualTo(again(again(schema)));
        // The introspection of a build does not change when it is written and read again.
        Schema seen = QemuBuild.introspection(schema, any -> true);
        assertThat(SchemaDiff.between(seen, Introspection.read(Introspection.write(seen))))
                .isEmpty();
    }

    private static Schema again(Schema schema) {
        return FactsFile.read(new StringReader(FactsFile.write(schema)), "facts");
    }
}
