package org.qmp4j.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.protocol.OpenEnum;
import org.qmp4j.schema.facts.FactsFile;

/** Schemas that are larger than QEMU's schemas: they compile, or the generator rejects them. */
class LargeSchemasTest {
    private static final GeneratorOptions OPTIONS = new GeneratorOptions("big", Peer.QEMU, false);
    private static final String TYPES = "{\"struct\":\"Data\",\"data\":{\"x\":\"int\"}}\n";

    @TempDir
    Path classes;

    private static List<GeneratedFile> generate(String facts) {
        return Generator.generate(FactsFile.read(new StringReader(TYPES + facts), "my.facts"), OPTIONS);
    }

    private static String repeat(int count, String separator, IntFunction<String> one) {
        return IntStream.range(0, count).mapToObj(one).collect(Collectors.joining(separator));
    }

    private static String enumOf(int count) {
        return "{\"enum\":\"Big\",\"data\":[" + repeat(count, ",", i -> "\"value-" + i + "\"") + "]}";
    }

    private static String members(int count, String prefix) {
        String[] types = {"\"int\"", "\"uint64\"", "[[\"str\"]]", "\"Data\"", "[\"size\"]", "\"bool\""};
        return "{" + repeat(count, ",", i -> "\"" + prefix + "member-" + i + "\":" + types[i % types.length]) + "}";
    }

    private static String unionOf(int count) {
        return enumOf(count)
                + "\n{\"union\":\"Union\",\"base\":{\"kind\":\"Big\"},\"discriminator\":\"kind\",\"data\":{"
                + repeat(count, ",", i -> "\"value-" + i + "\":\"Data\"") + "}}";
    }

    private void assertCompiles(String facts) throws IOException {
        assertThat(Compilation.warnings(generate(facts), classes)).isEmpty();
    }

    private static void assertRefused(String facts, String message) {
        assertThatThrownBy(() -> generate(facts))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(ints = {1500, 3000, 4000})
    @Tag("slow")
    void anEnumerationWithThousandsOfValuesCompilesAndFindsThem(int count) throws Exception {
        assertCompiles(enumOf(count));
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            Class<?> big = loader.loadClass("big.type.Big");
            Method of = big.getMethod("of", String.class);
            assertThat((List<?>) big.getMethod("values").invoke(null)).hasSize(count);
            Object last = of.invoke(null, "value-" + (count - 1));
            assertThat(last).isSameAs(big.getField("VALUE_" + (count - 1)).get(null));
            assertThat(((OpenEnum) of.invoke(null, "newer")).wireName()).isEqualTo("newer");
        }
    }

    @Test
    @Tag("slow")
    void objectsWithManyMembersCompile() throws IOException {
        assertCompiles("{\"struct\":\"Wide\",\"data\":" + members(1000, "*") + "}\n"
                + "{\"command\":\"wide\",\"data\":" + members(1000, "*") + "}\n"
                + "{\"event\":\"WIDE\",\"data\":" + members(1000, "") + "}\n"
                + "{\"struct\":\"Full\",\"data\":{" + repeat(127, ",", i -> "\"m" + i + "\":\"int\"") + "}}\n"
                + "{\"struct\":\"FullOfText\",\"data\":{" + repeat(255, ",", i -> "\"m" + i + "\":\"str\"") + "}}");
    }

    @Test
    @Tag("slow")
    @Tag("newest-jdk")
    void aUnionWithManyBranchesCompiles() throws IOException {
        assertCompiles(unionOf(1000));
    }

    // Not compiled, because each command is a separate class like those that other tests compile.
    @Test
    void thousandsOfCommandsAreGenerated() {
        assertThat(generate(commands(2000)))
                .extracting(GeneratedFile::path)
                .contains("big/QemuCommands.java", "big/command/Do0Command.java", "big/command/Do1999Command.java")
                .doesNotHaveDuplicates();
    }

    private static String commands(int count) {
        return repeat(count, "\n", i -> "{\"command\":\"do-" + i + "\",\"data\":{\"a\":\"Data\",\"*b\":\"int\"}}");
    }

    private static String events(int count) {
        return repeat(count, "\n", i -> "{\"event\":\"DONE_" + i + "\"}");
    }

    @Test
    @Tag("slow")
    void theListsOfThousandsOfCommandsAndEventsCompile() throws IOException {
        assertCompiles(commands(2000) + "\n" + events(2000));
    }

    @Test
    void aDefinitionThatIsTooLargeForAClassIsRejectedByName() {
        assertRefused(enumOf(4001), "'Big' has 4001 values, but a Java class can have at most 4000");
        assertRefused("{\"struct\":\"Wide\",\"data\":" + members(1001, "*") + "}", "'Wide' has 1001 members");
        assertRefused("{\"command\":\"wide\",\"data\":" + members(1001, "*") + "}", "'wide' has 1001 members");
        assertRefused("{\"event\":\"WIDE\",\"data\":" + members(1001, "") + "}", "'WIDE' has 1001 members");
        assertRefused(unionOf(1001), "'Union' has 1001 branches");
        assertRefused(commands(2001), "'QemuCommands' has 2001 commands, but a Java class can have at most 2000");
        assertRefused(events(2001), "'QemuEvents' has 2001 events, but a Java class can have at most 2000");
    }

    @Test
    void tooManyMandatoryMembersAreRejectedByName() {
        String numbers = repeat(128, ",", i -> "\"m" + i + "\":\"int\"");
        assertRefused("{\"struct\":\"Full\",\"data\":{" + numbers + "}}", "'Full' has 128 mandatory members");
        assertRefused("{\"command\":\"full\",\"data\":{" + numbers + "}}", "'full' has 128 mandatory members");
    }

    @Test
    void namesThatAreTooLongForAFileNameAreRejected() {
        String longest = "L".repeat(255 - "$Builder.class".length());
        assertThat(generate("{\"struct\":\"" + longest + "\",\"data\":{\"x\":\"int\"}}"))
                .isNotEmpty();
        assertRefused(
                "{\"struct\":\"" + longest + "L\",\"data\":{\"x\":\"int\"}}",
                "the file name of the class " + longest + "L$Builder would have 256 bytes");
        assertRefused("{\"command\":\"c" + "o".repeat(300) + "\"}", "shorten the name");
        assertRefused("{\"event\":\"" + "E".repeat(300) + "\"}", "shorten the name");
    }

    @Test
    void namesThatDifferOnlyInCaseGetDifferentFileNames() throws IOException {
        String facts = """
                {"struct":"NetdevOptions","data":{"x":"int"}}
                {"struct":"NetDevOptions","data":{"x":"int"},"removed":"11.1"}
                {"struct":"NETDevOptions","data":{"y":"int","*z":"NetDevOptions"}}
                {"command":"ab"}
                {"command":"a-b"}
                {"event":"AB"}
                {"event":"A_B"}
                """;
        List<GeneratedFile> files = generate(facts);
        assertThat(files)
                .extracting(GeneratedFile::path)
                .contains(
                        "big/type/NETDevOptions.java",
                        "big/type/NetdevOptions_.java",
                        "big/type/NetDevOptions__.java",
                        "big/command/ABCommand.java",
                        "big/command/AbCommand_.java",
                        "big/event/AbEvent.java",
                        "big/event/ABEvent_.java");
        assertThat(files.stream().map(file -> file.path().toLowerCase(Locale.ROOT)))
                .doesNotHaveDuplicates();
        assertThat(Compilation.warnings(files, classes)).isEmpty();
    }

    @Test
    void ofTwoNamesThatDifferOnlyInCaseTheRemovedOneIsChanged() {
        assertThat(generate("""
                        {"struct":"NetDevOptions","data":{"x":"int"},"removed":"11.1"}
                        {"struct":"NetdevOptions","data":{"x":"int"}}
                        """))
                .extracting(GeneratedFile::path)
                .contains("big/type/NetdevOptions.java", "big/type/NetDevOptions_.java");
    }

    @Test
    void branchesThatDifferOnlyInCaseAreRejected() {
        assertRefused("""
                {"enum":"Kind","data":["ab","a-b"]}
                {"union":"Car","base":{"kind":"Kind"},"discriminator":"kind","data":{}}
                """, "'a-b' and another member of 'Car' have the same name in Java");
    }
}
