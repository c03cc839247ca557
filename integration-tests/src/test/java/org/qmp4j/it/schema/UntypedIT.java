package org.qmp4j.it.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.schema.Change;
import org.qmp4j.schema.Change.Kind;
import org.qmp4j.schema.KnownSchemas;
import org.qmp4j.schema.SchemaDiff;

/** What QEMU 11.1 has and the schemas that the library knows have not stands in {@code docs/qemu-11.1-untyped.txt}. */
@Tag("newest-jdk")
@ExtendWith(NoLeaks.class)
class UntypedIT {
    private static final Path LIST = Path.of("../docs/qemu-11.1-untyped.txt");

    private static final Set<Kind> MORE = EnumSet.of(
            Kind.COMMAND_ADDED,
            Kind.EVENT_ADDED,
            Kind.MEMBER_ADDED,
            Kind.VALUE_ADDED,
            Kind.TYPE_WIDENED,
            Kind.TYPE_CHANGED);

    @Test
    void whatTheLibraryDoesNotKnowIsListed() throws Exception {
        assumeTrue(System.getProperty("qmp4j.qemu.name", "").equals("11.1"), "the list is of QEMU 11.1");
        List<Change> changes = SchemaDiff.between(KnownSchemas.qemu(), Introspected.run(Introspected.SYSTEM));
        assertThat(Files.readAllLines(LIST).stream().filter(line -> !line.isBlank() && !line.startsWith("#")))
                .containsExactlyElementsOf(changes.stream()
                        .filter(change -> MORE.contains(change.kind()))
                        .map(Change::toString)
                        .sorted()
                        .toList());
    }

    @Test
    void noCommandAndNoEventOfTheStorageDaemonIsUnknown() throws Exception {
        List<Change> changes = SchemaDiff.between(KnownSchemas.qemu(), Introspected.run(Introspected.STORAGE_DAEMON));
        assertThat(changes).extracting(Change::kind).doesNotContain(Kind.COMMAND_ADDED, Kind.EVENT_ADDED);
    }
}
