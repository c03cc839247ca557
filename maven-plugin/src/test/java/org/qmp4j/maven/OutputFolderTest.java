package org.qmp4j.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp4j.codegen.GeneratedFile;

class OutputFolderTest {
    private static final FileTime LONG_AGO = FileTime.from(Instant.EPOCH);

    @TempDir
    Path root;

    @Test
    void onlyWhatChangedIsWritten() throws IOException {
        OutputFolder folder = new OutputFolder(root);
        folder.fill(List.of(new GeneratedFile("a/A.java", "one"), new GeneratedFile("b/B.java", "two")));
        Files.setLastModifiedTime(root.resolve("a/A.java"), LONG_AGO);

        assertThat(folder.fill(List.of(new GeneratedFile("a/A.java", "one"), new GeneratedFile("b/B.java", "2"))))
                .hasToString("1 written, 1 unchanged, 0 deleted");

        assertThat(Files.getLastModifiedTime(root.resolve("a/A.java"))).isEqualTo(LONG_AGO);
        assertThat(root.resolve("b/B.java")).hasContent("2");
    }

    @Test
    void whatIsGeneratedNoMoreIsDeleted() throws IOException {
        OutputFolder folder = new OutputFolder(root);
        folder.fill(List.of(new GeneratedFile("a/A.java", "one"), new GeneratedFile("b/B.java", "two")));

        assertThat(folder.fill(List.of(new GeneratedFile("b/B.java", "two"))))
                .hasToString("0 written, 1 unchanged, 1 deleted");

        assertThat(root.resolve("a/A.java")).doesNotExist();
    }
}
