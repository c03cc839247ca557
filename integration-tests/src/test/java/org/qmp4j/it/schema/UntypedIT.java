package org.qmp4j.it.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.schema.Change.Kind;
import org.qmp4j.schema.KnownSchemas;
import org.qmp4j.schema.SchemaDiff;
import org.qmp4j.schema.model.Schema;

/** The library's schemas contain everything in the introspection of a QEMU that is not newer than they are. */
@Tag("newest-jdk")
@ExtendWith(NoLeaks.class)
class UntypedIT {
    private static final Set<Kind> MORE = EnumSet.of(
            Kind.COMMAND_ADDED,
            Kind.EVENT_ADDED,
            Kind.MEMBER_ADDED,
            Kind.VALUE_ADDED,
            Kind.TYPE_WIDENED,
            Kind.TYPE_CHANGED);

    @ParameterizedTest
    @ValueSource(strings = {Introspected.SYSTEM, Introspected.STORAGE_DAEMON})
    void thisQemuHasNothingThatTheTypedApiLacks(String program) throws Exception {
        Schema seen = Introspected.run(program);
        assertThat(SchemaDiff.between(KnownSchemas.qemu(), seen))
                .filteredOn(change -> MORE.contains(change.kind()))
                // The typed API keeps any text as the value of an enumeration.
                .filteredOn(change -> !change.toString().endsWith("is now str, was an enumeration"))
                .isEmpty();
    }
}
