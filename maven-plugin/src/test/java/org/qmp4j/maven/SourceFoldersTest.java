package org.qmp4j.maven;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceFoldersTest {
    @TempDir
    Path folder;

    private Path basedir;
    private MavenProject project;

    @BeforeEach
    void makeProject() throws IOException {
        basedir = Files.createDirectories(folder.resolve("parent/robot"));
        Build build = new Build();
        build.setSourceDirectory(basedir.resolve("src/main/java").toString());
        build.setTestSourceDirectory(basedir.resolve("src/test/java").toString());
        Model model = new Model();
        model.setBuild(build);
        project = new MavenProject(model);
        project.setFile(basedir.resolve("pom.xml").toFile());
        project.addCompileSourceRoot(build.getSourceDirectory());
        project.addTestCompileSourceRoot(build.getTestSourceDirectory());
        project.addCompileSourceRoot(basedir.resolve("src/more").toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ". | contains the whole project",
                ".. | contains the whole project",
                "../.. | contains the whole project",
                "src/main/java | is a source folder of the project",
                "src/main/../main/java | is a source folder of the project",
                "src/test/java | is a source folder of the project",
                "src/main | overlaps with the source folder",
                "src | overlaps with the source folder",
                "src/main/java/com/example | overlaps with the source folder",
                "src/test/java/generated | overlaps with the source folder",
                "src/more/generated | overlaps with the source folder",
            })
    void aFolderOfHandwrittenSourcesIsRejected(String output, String reason) {
        assertThatThrownBy(() -> SourceFolders.requireApart(basedir.resolve(output), project))
                .isInstanceOf(UnsafeFolderException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("remove <outputDirectory> for the default");
    }

    @ParameterizedTest
    @CsvSource({"target/generated-sources/qapi", "src/main/java-generated", "src/main/javax", "../gen", "src/more"})
    void anyOtherFolderIsAccepted(String output) {
        assertThatCode(() -> SourceFolders.requireApart(basedir.resolve(output), project))
                .doesNotThrowAnyException();
    }

    @Test
    void aLinkToTheSourcesIsRejected() throws IOException {
        Files.createDirectories(basedir.resolve("src/main/java/com"));
        Files.createSymbolicLink(basedir.resolve("gen"), basedir.resolve("src/main/java"));
        for (String output : new String[] {"gen", "gen/com", "gen/new"}) {
            assertThatThrownBy(() -> SourceFolders.requireApart(basedir.resolve(output), project))
                    .isInstanceOf(UnsafeFolderException.class);
        }
    }
}
