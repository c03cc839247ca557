package org.qmp4j.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp4j.codegen.GeneratedFile;

class OutputFolderTest {
    private static final FileTime LONG_AGO = FileTime.from(Instant.EPOCH);
    private static final GeneratedFile A = new GeneratedFile("a/A.java", "one\n");
    private static final GeneratedFile B = new GeneratedFile("b/B.java", "two\n");

    @TempDir
    Path folder;

    private Path root;

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(folder.toRealPath().resolve("gen"));
    }

    private OutputFolder.Changes fill(GeneratedFile... files) throws IOException {
        return new OutputFolder(root, "robot of com.example:robot").fill(List.of(files));
    }

    private OutputFolder.Changes fillByOther(GeneratedFile... files) throws IOException {
        return new OutputFolder(root, "other of com.example:robot").fill(List.of(files));
    }

    private void assertRejected(String message, GeneratedFile... files) throws IOException {
        List<String> before = contents();
        assertThatThrownBy(() -> fill(files))
                .isInstanceOf(UnsafeFolderException.class)
                .hasMessageContaining(message);
        assertThat(contents()).isEqualTo(before);
    }

    private List<String> contents() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> file + ": " + text(file))
                    .sorted()
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    }

    @Test
    void onlyChangedFilesAreWritten() throws IOException {
        fill(A, B);
        Files.setLastModifiedTime(root.resolve("a/A.java"), LONG_AGO);
        Files.setLastModifiedTime(root.resolve(".qmp4j-generated"), LONG_AGO);

        assertThat(fill(A, B)).hasToString("0 written, 2 unchanged, 0 deleted");
        assertThat(Files.getLastModifiedTime(root.resolve(".qmp4j-generated"))).isEqualTo(LONG_AGO);
        assertThat(fill(A, new GeneratedFile("b/B.java", "2"))).hasToString("1 written, 1 unchanged, 0 deleted");

        assertThat(Files.getLastModifiedTime(root.resolve("a/A.java"))).isEqualTo(LONG_AGO);
        assertThat(root.resolve("b/B.java")).hasContent("2");
    }

    @Test
    void aFileThatIsNoLongerGeneratedIsDeleted() throws IOException {
        fill(A, B);

        assertThat(fill(B)).hasToString("0 written, 1 unchanged, 1 deleted");

        assertThat(root.resolve("a/A.java")).doesNotExist();
    }

    @Test
    void aGeneratedFileHasThePermissionsOfOtherNewFiles() throws IOException {
        Path other = write("other.txt", "x");
        fill(A);
        assertThat(Files.getPosixFilePermissions(root.resolve("a/A.java")))
                .isEqualTo(Files.getPosixFilePermissions(other));
    }

    @Test
    void aFolderWithAHandwrittenSourceIsRejected() throws IOException {
        write("com/example/Mine.java", "class Mine {}");
        assertRejected("gen/com/example/Mine.java", A);
    }

    @Test
    void aHandwrittenSourceThatIsAddedLaterIsKept() throws IOException {
        fill(A, B);
        write("a/Mine.java", "class Mine {}");
        assertRejected("gen/a/Mine.java", B);
    }

    @Test
    void aHandwrittenFileWithTheNameOfAGeneratedFileIsKept() throws IOException {
        write("a/A.java", "mine");
        assertRejected("gen/a/A.java", A);
    }

    @Test
    void aHandwrittenFileThatIsNotUtf8IsKept() throws IOException {
        write("a/Mine.java", "// \u00e9");
        assertRejected("gen/a/Mine.java", A);
    }

    @Test
    void aHandwrittenFileWhoseNameDiffersInCaseIsKept() throws IOException {
        write("a/a.java", "mine");
        assertRejected("gen/a/a.java", A);
    }

    @Test
    void manyHandwrittenFilesAreCounted() throws IOException {
        for (int i = 0; i < 5; i++) {
            write("Mine" + i + ".java", "mine");
        }
        assertRejected("Mine2.java and 2 more", A);
    }

    @Test
    void filesOfOtherTypesAreIgnored() throws IOException {
        write("a/notes.txt", "mine");
        fill(A);
        fill(B);
        assertThat(root.resolve("a/notes.txt")).hasContent("mine");
    }

    @Test
    void aFileThatWasEditedIsNeitherOverwrittenNorDeleted() throws IOException {
        fill(A, B);
        write("a/A.java", "one, and mine");
        assertRejected("gen/a/A.java was edited", new GeneratedFile("a/A.java", "new"), B);
        assertRejected("gen/a/A.java was edited", A, B);
        assertRejected("gen/a/A.java was edited", B);
    }

    @Test
    void aFileThatWasDeletedIsGeneratedAgain() throws IOException {
        fill(A, B);
        Files.delete(root.resolve("a/A.java"));
        assertThat(fill(A, B)).hasToString("1 written, 1 unchanged, 0 deleted");
    }

    @Test
    void differentLineEndsAreNotAnEdit() throws IOException {
        fill(A, B);
        write("a/A.java", "one\r\n");
        write(".qmp4j-generated", text(root.resolve(".qmp4j-generated")).replace("\n", "\r\n"));
        assertThat(fill(A)).hasToString("0 written, 1 unchanged, 1 deleted");
        assertThat(fill(B)).hasToString("1 written, 0 unchanged, 1 deleted");
    }

    @Test
    void twoExecutionsWithTheirOwnPackagesShareAFolder() throws IOException {
        fill(A);
        fillByOther(B);
        assertThat(fill(A)).hasToString("0 written, 1 unchanged, 0 deleted");
        assertThat(fillByOther(B)).hasToString("0 written, 1 unchanged, 0 deleted");
        assertThat(fill()).hasToString("0 written, 0 unchanged, 1 deleted");
        assertThat(root.resolve("b/B.java")).hasContent("two");
    }

    @Test
    void twoExecutionsThatGenerateTheSameFileAreRejected() throws IOException {
        fillByOther(A);
        assertRejected("gen/a/A.java is also generated by execution other of com.example:robot", A, B);
    }

    @Test
    void withoutAManifestIdenticalFilesAreAccepted() throws IOException {
        fill(A, B);
        Files.delete(root.resolve(".qmp4j-generated"));
        assertRejected("gen/a/A.java", B);
        assertThat(fill(A, B)).hasToString("0 written, 2 unchanged, 0 deleted");
        assertThat(fill(B)).hasToString("0 written, 1 unchanged, 1 deleted");
    }

    @Test
    void afterARunThatFailedHalfWayAllItsFilesAreListed() throws IOException {
        fill(A, B);
        GeneratedFile other = new GeneratedFile("a/A.java", "other");
        GeneratedFile tooLong = new GeneratedFile("a/" + "Z".repeat(300) + ".java", "x");
        assertThatThrownBy(() -> fill(other, tooLong)).isInstanceOf(FileSystemException.class);
        assertThat(root.resolve("a/A.java")).hasContent("other");

        assertThat(fill(A, B)).hasToString("2 written, 0 unchanged, 0 deleted");
        assertThat(contents()).hasSize(3);
    }

    @Test
    void afterARunThatWasKilledBeforeItsFirstFileTheOldFilesAreListed() throws IOException {
        fill(A, B);
        String before = text(root.resolve(".qmp4j-generated"));
        fill(new GeneratedFile("a/A.java", "other"));
        String journal = before + text(root.resolve(".qmp4j-generated"));
        write("a/A.java", "one\n");
        write("b/B.java", "two\n");
        write(".qmp4j-generated", journal);

        assertThat(fill(new GeneratedFile("a/A.java", "third"))).hasToString("1 written, 0 unchanged, 1 deleted");
    }

    @Test
    void aDamagedManifestIsRejected() throws IOException {
        fill(A);
        write(".qmp4j-generated", text(root.resolve(".qmp4j-generated")).substring(0, 250) + "\nrubbish");
        assertRejected(".qmp4j-generated is damaged", B);
    }

    @Test
    void aManifestThatListsAFileOutsideItsFolderIsRejected() throws IOException {
        Path mine = Files.writeString(folder.resolve("Mine.java"), "one\n");
        fill(A);
        write(".qmp4j-generated", text(root.resolve(".qmp4j-generated")).replace("a/A.java", "../Mine.java"));
        assertRejected(".qmp4j-generated is damaged", B);
        assertThat(mine).hasContent("one");
    }

    @Test
    void nothingIsWrittenThroughASymbolicLink() throws IOException {
        Path sources = Files.createDirectory(folder.resolve("sources"));
        Files.createSymbolicLink(root.resolve("a"), sources);
        assertRejected("gen/a is a file, a symbolic link", A);
    }

    @Test
    void nothingIsDeletedThroughASymbolicLink() throws IOException {
        fill(A);
        Files.move(root.resolve("a"), folder.resolve("sources"));
        Files.createSymbolicLink(root.resolve("a"), folder.resolve("sources"));
        assertRejected("gen/a is a file, a symbolic link", B);
    }

    @Test
    void aSourceThatIsASymbolicLinkCountsAsHandwritten() throws IOException {
        Path mine = Files.writeString(folder.resolve("Mine.java"), "one\n");
        Files.createDirectory(root.resolve("a"));
        Files.createSymbolicLink(root.resolve("a/A.java"), mine);
        assertRejected("gen/a/A.java", A);
    }
}
