package org.qmp4j.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.schema.facts.FactsFile;
import org.qmp4j.schema.model.Schema;

/** Compares generated files with golden files. {@code -Dgolden.update=true} updates the golden files; then check the difference. */
class GoldenFilesTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final GeneratorOptions OPTIONS = new GeneratorOptions("golden", Peer.QEMU, false);

    static List<GeneratedFile> generated() {
        return Generator.generate(FactsFile.read(FOLDER.resolve("vehicle.facts")), OPTIONS);
    }

    private static Schema schema(String text) {
        return FactsFile.read(new StringReader(text), "my.facts");
    }

    @Test
    void everyDefinitionIsGeneratedAsInItsGoldenFile() throws IOException {
        Map<String, String> generated = byPath(generated());
        if (Boolean.getBoolean("golden.update")) {
            rewrite(generated);
        }
        Map<String, String> expected = new TreeMap<>();
        for (Path file : goldenFiles()) {
            String path = FOLDER.resolve("expected").relativize(file).toString().replace('\\', '/');
            expected.put(path.substring(0, path.length() - ".txt".length()), Files.readString(file));
        }
        assertThat(generated.keySet()).isEqualTo(expected.keySet());
        generated.forEach((path, text) -> assertThat(text).as(path).isEqualTo(expected.get(path)));
    }

    @Test
    void theSameSchemaAlwaysResultsInTheSameText() {
        assertThat(generated()).isEqualTo(generated());
    }

    @Test
    void theOrderOfDefinitionsDoesNotChangeTheFiles() throws IOException {
        // The first line names the source file of all definitions.
        List<String> lines = new ArrayList<>(Files.readAllLines(FOLDER.resolve("vehicle.facts")));
        Collections.reverse(lines.subList(1, lines.size()));
        assertThat(Generator.generate(schema(String.join("\n", lines)), OPTIONS))
                .isEqualTo(generated());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'command':'a-b'} | {'command':'a_b'} | the command 'a-b' and the command 'a_b' | ABCommand",
                "{'event':'A_B'} | {'event':'A-B'} | the event 'A_B' and the event 'A-B' | ABEvent",
                "{'struct':'A-B','data':{}} | {'enum':'A_B','data':['x']} | the type 'A-B' and the type 'A_B' | A_B",
            })
    void twoNamesThatAreEqualInJavaAreRejected(String one, String other, String owners, String name) {
        expectRefused(one, other, owners, name);
    }

    // A program that imports several packages with a wildcard could use neither.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'command':'go'} | {'enum':'GoCommand','data':['x']} | the command 'go' and the type 'GoCommand' | GoCommand",
                "{'event':'WENT'} | {'struct':'WentEvent','data':{}} | the event 'WENT' and the type 'WentEvent' | WentEvent",
            })
    void theSameNameInTwoPackagesIsRejected(String one, String other, String owners, String name) {
        expectRefused(one, other, owners, name);
    }

    private static void expectRefused(String one, String other, String owners, String name) {
        Schema schema = schema((one + "\n" + other).replace('\'', '"'));
        assertThatThrownBy(() -> Generator.generate(schema, new GeneratorOptions("org.x", Peer.QEMU, false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(owners + " would both be a class " + name
                        + ": rename one of them in the schema, or leave it out");
    }

    @Test
    void aMemberWithTheNameOfAnUnsignedAccessorIsRejected() {
        Schema schema = schema("{\"struct\":\"Disk\",\"data\":{\"size\":\"uint64\",\"size-unsigned\":\"str\"}}");
        assertThatThrownBy(() -> Generator.generate(schema, OPTIONS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'size-unsigned' and another member of 'Disk' have the same name in Java");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'union':'Car','base':{'kind':'Kind'},'discriminator':'kind','data':{}} | a-1 | Car",
                "{'alternate':'Car','data':{'a1':'Kind','A-1':'int'}} | A-1 | Car",
            })
    void branchesAndAlternativesThatAreEqualInJavaAreRejected(String type, String name, String owner) {
        Schema schema = schema(("{'enum':'Kind','data':['a1','a-1']}\n" + type).replace('\'', '"'));
        assertThatThrownBy(() -> Generator.generate(schema, OPTIONS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + name + "' and another member of '" + owner + "' have the same name in Java");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unrecognized", "UNRECOGNIZED", "Unrecognized"})
    void aValueWithTheNameOfTheConstantForUnknownValuesIsRejected(String value) {
        Schema schema = schema("{\"enum\":\"Kind\",\"data\":[\"a\",\"" + value + "\"]}");
        assertThatThrownBy(() -> Generator.generate(schema, OPTIONS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the value '" + value + "' of 'Kind' would be UNRECOGNIZED in Java, which is the constant for"
                                + " unknown values: leave it out of the schema");
    }

    @Test
    void qTypeIsGeneratedOnlyIfItIsUsed() {
        String plain = "{\"command\":\"go\",\"data\":{\"far\":\"int\"}}";
        String used = "{\"command\":\"go\",\"data\":{\"far\":[\"QType\"]}}";
        assertThat(byPath(Generator.generate(schema(plain), OPTIONS))).doesNotContainKey("golden/type/QType.java");
        assertThat(byPath(Generator.generate(schema(used), OPTIONS))).containsKey("golden/type/QType.java");
    }

    private static Map<String, String> byPath(List<GeneratedFile> files) {
        return files.stream()
                .collect(Collectors.toMap(GeneratedFile::path, GeneratedFile::text, (a, b) -> a, TreeMap::new));
    }

    private static List<Path> goldenFiles() throws IOException {
        if (!Files.isDirectory(FOLDER.resolve("expected"))) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(FOLDER.resolve("expected"))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static void rewrite(Map<String, String> generated) throws IOException {
        for (Path old : goldenFiles()) {
            Files.delete(old);
        }
        for (Map.Entry<String, String> file : generated.entrySet()) {
            Path path = FOLDER.resolve("expected").resolve(file.getKey() + ".txt");
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }
}
