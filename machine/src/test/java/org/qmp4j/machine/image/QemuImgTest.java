package org.qmp4j.machine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp4j.machine.error.ToolException;
import org.qmp4j.machine.host.QemuInstallation;

/** A qemu-img that fails. */
class QemuImgTest {
    @TempDir
    private Path folder;

    private QemuImg qemuImg;
    private Path image;

    @BeforeEach
    void anotherProcessMayCreateTheImageInTheMeantime() throws Exception {
        image = folder.resolve("image");
        program("qemu-system-x86_64", "exit 0");
        program("qemu-img", "(set -C; echo other >" + image + ") 2>/dev/null && touch " + image + ".created; exit 1");
        qemuImg = QemuImg.of(QemuInstallation.of(folder.resolve("qemu-system-x86_64")));
    }

    private void program(String name, String script) throws Exception {
        Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private void fails() {
        assertThatExceptionOfType(ToolException.class).isThrownBy(() -> qemuImg.create(image, "raw", 512));
    }

    @Test
    void theImageOfAnotherProcessIsNotDeleted() throws Exception {
        fails();
        assertThat(folder.resolve("image.created"))
                .as("the file of the other process")
                .doesNotExist();
        assertThat(image).doesNotExist();
        Files.writeString(image, "other");
        fails();
        assertThat(image).hasContent("other");
    }
}
