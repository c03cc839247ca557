package org.qmp4j.schema.source;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp4j.schema.Dialect;
import org.qmp4j.schema.Introspection;
import org.qmp4j.schema.QapiSource;
import org.qmp4j.schema.SchemaException;
import org.qmp4j.schema.facts.FactsFile;

/** Files that are not schemas are rejected with a place, and never cause a StackOverflowError or an OutOfMemoryError. */
class BadInputTest {
    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, StandardCharsets.ISO_8859_1);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefusal(Path file) {
        return assertThatThrownBy(() -> QapiSource.read(file, Dialect.LENIENT)).isInstanceOf(SchemaException.class);
    }

    @Test
    void aByteThatIsNotUtf8IsRejectedAtItsPlace() throws IOException {
        Path file = file("a.json", "# fine\n{ 'enum': 'A\u00ff', 'data': [] }\n");
        assertRefusal(file).hasMessage(file + ":2:13: not UTF-8: byte 0xff");
    }

    @Test
    void deepNestingIsRejectedAtItsPlace() throws IOException {
        Path file = file("a.json", "{ 'enum': 'A', 'data': " + "[".repeat(100_000) + "]".repeat(100_000) + " }\n");
        assertRefusal(file).hasMessage(file + ":1:223: nests deeper than 200");
    }

    @Test
    void anEndlessFileIsRejected() throws IOException {
        Path file = file("a.json", "# a comment\n".repeat(2 << 20));
        assertRefusal(file).hasMessageContaining("a schema file has at most 16 MiB");
    }

    @Test
    void anEndlessChainOfIncludesIsRejected() throws IOException {
        for (int i = 0; i < 300; i++) {
            file(i + ".json", "{ 'include': '" + (i + 1) + ".json' }\n");
        }
        assertRefusal(folder.resolve("0.json")).hasMessageEndingWith("more than 100 files include each other");
    }

    @Test
    void filesThatIncludeEachOtherAreRejectedWithTheChainOfIncludes() throws IOException {
        Path first = file("a.json", "\n{ 'include': 'b.json' }\n");
        Path second = file("b.json", "{ 'include': 'a.json' }\n");
        assertRefusal(first)
                .hasMessage("In file included from " + first + ":2:\n" + second + ":1: inclusion loop for a.json");
    }

    @Test
    void aMissingIncludeIsReportedAtTheDirective() throws IOException {
        Path file = file("a.json", "{ 'include': 'b.json' }\n");
        assertRefusal(file)
                .hasMessage(file + ":1: can't read include file '" + folder.resolve("b.json")
                        + "': No such file or directory");
    }

    @Test
    void aFolderIsNotASchema() {
        assertRefusal(folder).hasMessageContaining("can't read schema file '" + folder + "'");
    }

    @Test
    void typesThatContainEachOtherAreRejected() throws IOException {
        Path file = file(
                "a.json",
                "{ 'struct': 'One', 'base': 'Two', 'data': {} }\n{ 'struct': 'Two', 'base': 'One', 'data': {} }\n");
        assertRefusal(file).hasMessageContaining("object One contains itself");
    }

    @Test
    void aCycleOfBasesIsRejectedInAnyOrder() throws IOException {
        List<String> row = new ArrayList<>(List.of("{ 'struct': 'Aa0', 'data': {} }"));
        for (int i = 1; i < 20_000; i++) {
            row.add("{ 'struct': 'Aa" + i + "', 'base': 'Aa" + (i - 1) + "', 'data': {} }");
        }
        String reason = ":101: more than 100 objects contain each other";
        assertRefusal(file("a.json", String.join("\n", row))).hasMessageEndingWith("a.json" + reason);
        Collections.reverse(row);
        assertRefusal(file("b.json", String.join("\n", row))).hasMessageEndingWith("b.json" + reason);
    }

    @Test
    void factsOfAnObjectThatIsItsOwnBaseAreRejected() {
        String facts = """
                {"struct":"One","base":"Two","data":{}}
                {"struct":"Two","base":"One","data":{}}
                """;
        assertThatThrownBy(() -> FactsFile.read(new StringReader(facts), "my.facts"))
                .isInstanceOf(SchemaException.class)
                .hasMessage("my.facts: in 'One': it contains itself, or more than 100 objects contain each other");
    }

    @Test
    void introspectionOfAnObjectThatIsItsOwnBranchIsRejected() throws IOException {
        Path file = file("a.json", """
                [{"name":"q","meta-type":"command","arg-type":"1","ret-type":"1"},
                 {"name":"2","meta-type":"enum","values":["a"],"members":[{"name":"a"}]},
                 {"name":"1","meta-type":"object","members":[{"name":"t","type":"2"}],
                  "tag":"t","variants":[{"case":"a","type":"1"}]}]
                """);
        assertThatThrownBy(() -> Introspection.read(file))
                .isInstanceOf(SchemaException.class)
                .hasMessage(file + ": in '1': it contains itself, or more than 100 objects contain each other");
    }
}
