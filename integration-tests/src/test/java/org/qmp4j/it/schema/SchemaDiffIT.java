package org.qmp4j.it.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.schema.Change;
import org.qmp4j.schema.Change.Kind;
import org.qmp4j.schema.KnownSchemas;
import org.qmp4j.schema.SchemaDiff;
import org.qmp4j.schema.model.Schema;

/** The changes between versions of QEMU, from the introspection of each version. */
@Tag("newest-jdk")
@ExtendWith(NoLeaks.class)
class SchemaDiffIT {
    private static final String RUN = System.getProperty("qmp4j.qemu.name", "");

    /** Counted in Debian's builds for x86_64; differences in the build options count, too. */
    private record Step(String from, long newCommands, long goneCommands) {}

    private static final Map<String, Step> STEPS =
            Map.of("10.0", new Step("7.2", 19, 2), "11.1", new Step("10.0", 11, 2));

    /** A build may lack only what is conditional in the source; everything else must be equal. */
    private static final Set<Kind> LEFT_OUT = EnumSet.of(
            Kind.COMMAND_REMOVED,
            Kind.EVENT_REMOVED,
            Kind.MEMBER_REMOVED,
            Kind.VALUE_REMOVED,
            Kind.FEATURE_REMOVED,
            Kind.TYPE_NARROWED);

    @Test
    void sinceTheVersionBeforeTheKnownNumberOfCommandsWasAddedAndRemoved() throws Exception {
        Step step = STEPS.get(RUN);
        assumeTrue(step != null, "no expected number of changes for this version");
        Optional<Path> program = InstalledQemu.find(step.from());
        assumeTrue(program.isPresent(), "QEMU " + step.from() + " is not on this machine: see scripts/fetch-qemu");
        List<Change> changes =
                SchemaDiff.between(Introspected.other(program.orElseThrow()), Introspected.run(Introspected.SYSTEM));
        assertThat(changes).filteredOn(one -> one.kind() == Kind.COMMAND_ADDED).hasSize((int) step.newCommands());
        assertThat(changes)
                .filteredOn(one -> one.kind() == Kind.COMMAND_REMOVED)
                .hasSize((int) step.goneCommands());
    }

    @Test
    void twoStartsHaveTheSameSchema() throws Exception {
        Schema first = Introspected.run(Introspected.SYSTEM);
        assertThat(SchemaDiff.between(first, Introspected.run(Introspected.SYSTEM)))
                .isEmpty();
    }

    @Test
    void aBuildAddsNothingToTheSchemaOfTheLibrary() throws Exception {
        assumeTrue(KnownSchemas.versions().contains(RUN), "the library does not know the schema of this version");
        List<Change> changes = SchemaDiff.between(KnownSchemas.qemu(RUN), Introspected.run(Introspected.SYSTEM));
        assertThat(changes).extracting(Change::kind).isSubsetOf(LEFT_OUT);
        // No build for Linux contains Apple's audio and graphics.
        assertThat(changes)
                .contains(new Change(
                        Kind.VALUE_REMOVED, "command query-display-options, result type, value cocoa", "is gone"));
    }
}
