package org.qmp4j.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.qmp4j.schema.SchemaException;
import org.qmp4j.schema.facts.FactsFile;
import org.qmp4j.schema.model.Schema;

/** Facts do not change when they are read and written, or they are rejected with a message. */
class FactsFuzz {
    @FuzzTest
    void factsAreReadOrRejected(byte[] bytes) {
        try {
            Schema schema = read(new String(bytes, StandardCharsets.UTF_8));
            assertThat(read(FactsFile.write(schema))).isEqualTo(schema);
        } catch (SchemaException refused) {
            assertThat(refused.getMessage()).isNotEmpty();
        }
    }

    private static Schema read(String text) {
        return FactsFile.read(new StringReader(text), "facts");
    }
}
