package org.qmp4j.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.Programs;

@Tag("newest-jdk")
@Tag("one-qemu")
@ExtendWith(NoLeaks.class)
class InheritedIT {
    private static String script() throws IOException {
        try (InputStream in = InheritedIT.class.getResourceAsStream("with_socket_as_input.py")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    @DisplayName("fact 27: one end of a socket pair serves QEMU, the other is the program's standard input")
    void fact27_aSocketCanBeInherited() throws Exception {
        Setting setting = new Setting(
                List.of(
                        "python3",
                        "-c",
                        script(),
                        Programs.qemu("qemu-system-x86_64").toString()),
                Map.of());
        try (QmpProgram program = QmpProgram.start(setting, "exec", "inherited:", "query-status")) {
            QmpProgram.Result result = program.await();
            assertThat(result.errors()).isEmpty();
            assertThat(result.output()).contains("\"running\":true");
            assertThat(result.exitCode()).isZero();
        }
    }
}
