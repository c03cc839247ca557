package org.qmp4j.it.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.schema.Change;
import org.qmp4j.schema.QapiSource;
import org.qmp4j.schema.QemuBuild;
import org.qmp4j.schema.SchemaDiff;
import org.qmp4j.schema.model.Schema;

/**
 * The schema that qmp4j reads from QEMU's source equals the introspection of the program built from it. Which
 * switches each program was built with stands in the files {@code switches/VERSION-PROGRAM.txt}.
 */
@Tag("newest-jdk")
@ExtendWith(NoLeaks.class)
class SourceMatchesBinaryIT {
    private static final String RUN = System.getProperty("qmp4j.qemu.name", "");

    @ParameterizedTest
    @ValueSource(strings = {Introspected.SYSTEM, Introspected.STORAGE_DAEMON})
    void theSchemaInTheSourceMatchesTheBinary(String program) throws Exception {
        Set<String> switches = switches(program);
        Schema source = source(program);
        assertThat(SchemaDiff.between(QemuBuild.introspection(source, switches::contains), Introspected.run(program)))
                .isEmpty();
    }

    @Test
    void aWrongSwitchIsDetected() throws Exception {
        Set<String> switches = switches(Introspected.SYSTEM);
        Schema source = source(Introspected.SYSTEM);
        assertThat(SchemaDiff.between(
                        QemuBuild.introspection(source, name -> switches.contains(name) && !name.equals("CONFIG_VNC")),
                        Introspected.run(Introspected.SYSTEM)))
                .extracting(Change::toString)
                .contains("command query-vnc is new", "event VNC_CONNECTED is new");
    }

    private static Schema source(String program) {
        QemuTree tree = QemuTree.all().stream()
                .filter(one -> one.version().equals(RUN))
                .findFirst()
                .orElse(null);
        assumeTrue(tree != null, "no source of QEMU " + RUN);
        String file =
                program.equals(Introspected.SYSTEM) ? "qapi/qapi-schema.json" : "storage-daemon/qapi/qapi-schema.json";
        Path schema = tree.root().resolve(file);
        return QapiSource.read(schema, tree.dialect()).schema();
    }

    private static Set<String> switches(String program) throws IOException {
        String file = "switches/" + RUN + "-" + program + ".txt";
        try (InputStream in = SourceMatchesBinaryIT.class.getResourceAsStream(file)) {
            assumeTrue(in != null, "no file lists the switches of this build");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toSet());
        }
    }
}
