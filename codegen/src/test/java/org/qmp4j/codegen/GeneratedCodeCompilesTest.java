package org.qmp4j.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp4j.schema.KnownSchemas;
import org.qmp4j.schema.facts.FactsFile;
import org.qmp4j.schema.model.Schema;

/** The compiler reports neither errors nor warnings. */
class GeneratedCodeCompilesTest {
    @TempDir
    Path output;

    @Test
    void everyFormOfDefinitionCompiles() throws IOException {
        assertThat(warnings(GoldenFilesTest.generated())).isEmpty();
    }

    @Test
    void namesThatConflictWithJavaOrGeneratedCodeCompile() throws IOException {
        Schema schema = FactsFile.read(Path.of("src/test/resources/names.facts"));
        assertThat(warnings(Generator.generate(schema, new GeneratorOptions("names", Peer.QEMU, false))))
                .isEmpty();
    }

    @Test
    void noNameInASchemaEndsAComment() throws IOException {
        Schema schema = FactsFile.read(
                new StringReader("""
                {"file":"qapi/#.json"}
                {"enum":"E#","data":[{"name":"#","if":"#","since":"#"}]}
                {"struct":"S#","data":{"#":{"type":"E#","unit":"#","features":["#"]}},"features":["#"],"removed":"#"}
                {"union":"U#","base":{"#":"E#"},"discriminator":"#","data":{"#":"S#"}}
                {"alternate":"A#","data":{"#":"S#","s#":"str"}}
                {"command":"c#","data":{"#":"U#"},"returns":"A#"}
                {"event":"EVENT#","data":{"#":"str"}}
                """.replace("#", " */ static int hole; /* {@code \\\\u002a/ <b>")), "my.facts");
        List<GeneratedFile> files = Generator.generate(schema, new GeneratorOptions("holes", Peer.QEMU, true));
        assertThat(warnings(files)).isEmpty();
        for (GeneratedFile file : files) {
            String withoutTexts = file.text().replaceAll("\"(\\\\.|[^\"\\\\])*\"", "");
            assertThat(withoutTexts.replaceAll("(?s)/\\*.*?\\*/", ""))
                    .as(file.path())
                    .doesNotContainPattern("int\\s+hole");
            assertThat(withoutTexts).doesNotContain("<b>");
        }
    }

    @Test
    @Tag("newest-jdk")
    @Tag("slow")
    void theApiOfQemuCompilesWithItsDocumentation() throws IOException {
        GeneratorOptions options = new GeneratorOptions("org.example.qemu", Peer.QEMU, true);
        assertThat(warnings(Generator.generate(KnownSchemas.qemu(), options))).isEmpty();
    }

    @Test
    @Tag("slow")
    void theApiOfTheGuestAgentCompilesWithItsDocumentation() throws IOException {
        GeneratorOptions options = new GeneratorOptions("org.example.agent", Peer.GUEST_AGENT, true);
        assertThat(warnings(Generator.generate(KnownSchemas.guestAgent(), options)))
                .isEmpty();
    }

    @Test
    void warningsAreSuppressedOnlyWhereTheCompilerWouldWarn() throws IOException {
        checkSuppressions(GoldenFilesTest.generated());
    }

    @Test
    @Tag("newest-jdk")
    @Tag("slow")
    void warningsAreSuppressedOnlyWhereTheCompilerWouldWarnInTheApiOfQemu() throws IOException {
        checkSuppressions(
                Generator.generate(KnownSchemas.qemu(), new GeneratorOptions("org.example", Peer.QEMU, false)));
    }

    private void checkSuppressions(List<GeneratedFile> files) throws IOException {
        String suppression = "@SuppressWarnings(\"deprecation\")\n";
        // The lists of all commands and events always suppress them.
        List<String> suppressing = files.stream()
                .filter(file -> file.path().matches(".*/(command|event|type)/.*"))
                .filter(file -> file.text().contains(suppression))
                .map(GeneratedFile::path)
                .toList();
        String warnings = String.join(
                "\n",
                warnings(files.stream()
                        .map(file -> new GeneratedFile(file.path(), file.text().replace(suppression, "")))
                        .toList()));
        assertThat(files.stream().map(GeneratedFile::path).filter(path -> warnings.contains("/" + path + ":")))
                .isNotEmpty()
                .isEqualTo(suppressing);
    }

    private List<String> warnings(List<GeneratedFile> files) throws IOException {
        return Compilation.warnings(files, output);
    }
}
