package org.qmp4j.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp4j.schema.model.Schema;

// QEMU's own front end counted these numbers. Those of 11.1 are the number of entries in its manual.
class KnownSchemasTest {
    @ParameterizedTest
    @CsvSource({"7.2, 220, 52", "10.0, 240, 56", "10.2, 244, 57", "11.1, 243, 57"})
    void aVersionOfQemuHasAllItsCommandsAndEvents(String version, int commands, int events) {
        Schema schema = KnownSchemas.qemu(version);
        assertThat(schema.commands()).hasSize(commands);
        assertThat(schema.events()).hasSize(events);
    }

    @ParameterizedTest
    @CsvSource({"7.2, 42", "10.0, 44", "10.2, 44", "11.1, 44"})
    void aVersionOfTheGuestAgentHasAllItsCommands(String version, int commands) {
        assertThat(KnownSchemas.guestAgent(version).commands()).hasSize(commands);
    }

    @Test
    void theMergedVersionsContainTheDefinitionsOfEach() {
        Schema all = KnownSchemas.qemu();
        for (String version : KnownSchemas.versions()) {
            Schema one = KnownSchemas.qemu(version);
            assertThat(all.commands()).containsKeys(one.commands().keySet().toArray(String[]::new));
            assertThat(all.events()).containsKeys(one.events().keySet().toArray(String[]::new));
        }
    }

    @Test
    void anUnknownVersionIsRejectedWithTheListOfVersions() {
        assertThatThrownBy(() -> KnownSchemas.qemu("6.0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the schema of version 6.0 is not bundled with this library; available: [7.2, 10.0, 10.2, 11.1]");
    }
}
