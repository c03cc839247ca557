package org.qmp4j.machine.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp4j.machine.error.QemuNotFoundException;
import org.qmp4j.machine.error.ToolException;

class QemuInstallationsTest {
    @TempDir
    private Path folder;

    /** A program that prints that version. */
    private Path emulator(String place, String name, String version) throws IOException {
        Path program = Files.createDirectories(folder.resolve(place)).resolve(name);
        Files.writeString(program, "#!/bin/sh\necho 'QEMU emulator version " + version + " (Packaged 1:2)'\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    private QemuInstallations places() {
        return QemuInstallations.of(Map.of(
                "PATH",
                folder.resolve("bin").toString(),
                "XDG_CACHE_HOME",
                folder.resolve("cache").toString()));
    }

    @Test
    void thePathComesBeforeTheCache() throws Exception {
        Path cached = emulator("cache/qmp4j/qemu/sid/bin", "qemu-system-x86_64", "11.1.3");
        Path onPath = emulator("bin", "qemu-system-x86_64", "7.2.22");

        assertThat(places().all()).extracting(QemuInstallation::emulator).containsExactly(onPath, cached);
        assertThat(places().first().emulator()).isEqualTo(onPath);
    }

    @Test
    void aVersionIsFoundByItsFirstNumbers() throws Exception {
        emulator("bin", "qemu-system-x86_64", "7.2.22");
        Path other = emulator("cache/qmp4j/qemu/trixie/bin", "qemu-system-x86_64", "10.0.13");

        for (String prefix : List.of("10", "10.0", "10.0.13")) {
            assertThat(places().version(prefix).emulator()).isEqualTo(other);
        }
        assertThat(places().version("10").version()).hasToString("10.0.13 (Packaged 1:2)");
    }

    @Test
    void otherInstalledVersionsAreReported() throws Exception {
        Path one = emulator("bin", "qemu-system-x86_64", "10.1.0");
        Path broken = emulator("cache/qmp4j/qemu/sid/bin", "qemu-system-x86_64", "unknown");

        assertThatThrownBy(() -> places().version("1"))
                .isInstanceOf(QemuNotFoundException.class)
                .hasMessageStartingWith("there is no qemu-system-x86_64 of version 1 on this host: ")
                .hasMessageContaining(one + " is 10.1.0 (Packaged 1:2); ")
                .hasMessageContaining(broken + " --version did not print a version, but: QEMU emulator version unknown")
                .hasMessageContaining("searched in " + folder.resolve("bin"));
    }

    @Test
    void aVersionWithAnImpossibleNumberIsReportedAsNoVersion() throws Exception {
        Path broken = emulator("bin", "qemu-system-x86_64", "99999999999999.2.3");

        assertThatThrownBy(() -> QemuInstallation.of(broken).version())
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("QEMU emulator version 99999999999999.2.3");
    }

    @Test
    void anEmulatorForAnotherArchitectureIsTheLastResort() throws Exception {
        Path arm = emulator("bin", "qemu-system-aarch64", "10.0.0");
        emulator("bin", "qemu-system-x86_64-microvm", "10.0.0");

        assertThat(places().all()).isEmpty();
        assertThat(places().firstOfAnyKind().map(QemuInstallation::emulator)).contains(arm);
        assertThat(places().named(Path.of("qemu-system-aarch64")).emulator()).isEqualTo(arm);
    }

    @Test
    void programsInTheSameFolderHaveTheSameVersion() throws Exception {
        Path emulator = emulator("bin", "qemu-system-x86_64", "10.0.0");
        Path agent = emulator("sbin", "qemu-ga", "10.0.0");

        QemuInstallation found = QemuInstallation.of(emulator);

        assertThat(found.program("qemu-ga")).contains(agent);
        assertThatThrownBy(() -> found.requireProgram("qemu-img"))
                .isInstanceOf(QemuNotFoundException.class)
                .hasMessageStartingWith("there is no qemu-img in the folder of " + emulator);
    }
}
