package org.qmp4j.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.qmp4j.schema.Introspection;
import org.qmp4j.schema.SchemaException;

/** Any introspection of a QEMU is read, or rejected with a message. */
class IntrospectionFuzz {
    @FuzzTest
    void introspectionIsReadOrRejected(byte[] bytes) {
        Trees.one(bytes).ifPresent(tree -> {
            try {
                assertThat(Introspection.read(tree).definitions()).isNotNull();
            } catch (SchemaException refused) {
                assertThat(refused.getMessage()).isNotEmpty();
            }
        });
    }
}
