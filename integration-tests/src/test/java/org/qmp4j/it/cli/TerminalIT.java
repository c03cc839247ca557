package org.qmp4j.it.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.Programs;
import org.qmp4j.it.support.RealQemu;

/** Tests the output on a terminal, which {@code script} creates. */
@Tag("newest-jdk")
@Tag("one-qemu")
@Tag("slow")
@ExtendWith(NoLeaks.class)
class TerminalIT {
    private static RealQemu qemu;
    private static String address;

    @BeforeAll
    static void startQemu() throws Exception {
        assumeTrue(Programs.find("script").isPresent(), "no program 'script' on this machine");
        qemu = RealQemu.start("-S", "-name", "guest");
        address = qemu.path("qmp").toString();
    }

    @AfterAll
    static void endQemu() throws IOException {
        if (qemu != null) {
            qemu.close();
        }
    }

    @Test
    void onATerminalJsonHasSeveralLinesAndColours() throws Exception {
        assertThat(Terminal.run(Map.of(), "exec", address, "query-name"))
                .isEqualTo("{\n  \u001b[36m\"name\"\u001b[0m: \u001b[32m\"guest\"\u001b[0m\n}\n");
    }

    @Test
    void withNoColorJsonHasSeveralLinesWithoutColours() throws Exception {
        assertThat(Terminal.run(Map.of("NO_COLOR", "1"), "exec", address, "query-name"))
                .isEqualTo("{\n  \"name\": \"guest\"\n}\n");
    }

    @Test
    void compactPrintsOneLineEvenOnATerminal() throws Exception {
        assertThat(Terminal.run(Map.of("NO_COLOR", "1"), "exec", address, "query-name", "--compact"))
                .isEqualTo("{\"name\":\"guest\"}\n");
    }

    @Test
    void aDumbTerminalGetsNoColours() throws Exception {
        assertThat(Terminal.run(Map.of("TERM", "dumb"), "exec", address, "query-name", "--full"))
                .isEqualTo("{\n  \"return\": {\n    \"name\": \"guest\"\n  }\n}\n");
    }

    @Test
    void hmpOutputHasNoColours() throws Exception {
        assertThat(Terminal.run(Map.of(), "hmp", address, "info name")).isEqualTo("guest\n");
    }

    @Test
    void helpIsPrintedOnATerminal() throws Exception {
        assertThat(Terminal.run(Map.of(), "exec", "--help")).contains("Runs a command and prints its return value.");
    }
}
