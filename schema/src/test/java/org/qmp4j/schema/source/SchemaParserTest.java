package org.qmp4j.schema.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp4j.schema.Dialect;
import org.qmp4j.schema.QapiSource;
import org.qmp4j.schema.SchemaException;

class SchemaParserTest {
    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        return Files.writeString(file, text);
    }

    @Test
    void anIncludedFileIsRelativeToTheIncludingFileAndReadOnce() throws IOException {
        write("sub/wheel.json", "{ 'include': '../drive.json' }\n{ 'struct': 'Wheel', 'data': { 'd': 'Drive' } }");
        write("drive.json", "{ 'enum': 'Drive', 'data': ['front'] }");
        Path main = write("main.json", "{ 'include': 'sub/wheel.json' }\n{ 'include': 'drive.json' }\n");
        assertThat(QapiSource.read(main, Dialect.QEMU_10_2).dump().lines().filter(line -> !line.startsWith(" ")))
                .containsSubsequence(
                        "module main.json",
                        "include sub/wheel.json",
                        "include drive.json",
                        "module sub/wheel.json",
                        "include drive.json",
                        "object Wheel",
                        "module drive.json",
                        "enum Drive");
    }

    @Test
    void anErrorInAnIncludedFileShowsTheChainOfIncludes() throws IOException {
        Path wheel = write("sub/wheel.json", "\n{ 'struct': 'Wheel', 'data': { 'd': 'Drive' } }");
        Path main = write("main.json", "\n\n{ 'include': 'sub/wheel.json' }");
        assertThatThrownBy(() -> QapiSource.read(main, Dialect.QEMU_10_2))
                .isInstanceOfSatisfying(SchemaException.class, refused -> {
                    assertThat(refused)
                            .hasMessage("In file included from " + main + ":3:\n" + wheel + ": In struct 'Wheel':\n"
                                    + wheel + ":2: member 'd' uses unknown type 'Drive'");
                    assertThat(refused.reason()).isEqualTo("member 'd' uses unknown type 'Drive'");
                    assertThat(refused.location().orElseThrow().line()).isEqualTo(2);
                });
    }

    @Test
    void aCycleOfIncludesIsRejected() throws IOException {
        Path one = write("one.json", "{ 'include': 'two.json' }");
        Path two = write("two.json", "{ 'include': 'one.json' }");
        assertThatThrownBy(() -> SchemaParser.parse(one, Dialect.LENIENT))
                .isInstanceOf(SchemaException.class)
                .hasMessage("In file included from " + one + ":1:\n" + two + ":1: inclusion loop for one.json");
    }

    @Test
    void aMissingFileIsRejected() {
        Path nowhere = folder.resolve("nowhere.json");
        assertThatThrownBy(() -> SchemaParser.parse(nowhere, Dialect.LENIENT))
                .isInstanceOf(SchemaException.class)
                .hasMessage("can't read schema file '" + nowhere + "': No such file or directory");
    }

    @Test
    void aCommentIsSplitIntoItsSections() throws IOException {
        Path file = write("s.json", """
                ##
                # @inflate:
                #
                # Fills a tyre.
                #
                # @amount: how much
                #
                # Features:
                #
                # @fast: It is quick.
                #
                # Returns: the pressure
                ##
                { 'command': 'inflate' }
                """);
        for (Dialect dialect : Dialect.values()) {
            assertThat(SchemaParser.parse(file, dialect).documentation().get(0).sections())
                    .as(dialect.name())
                    .extracting(section -> section.at().line() + " " + section.kind() + " " + section.name())
                    .startsWith(body(dialect) + " BODY ", "6 MEMBER amount", "10 FEATURE fast");
        }
    }

    // If text follows later, QEMU's newer front ends treat that as the beginning of the body.
    private static String body(Dialect dialect) {
        return dialect == Dialect.QEMU_7_2 || dialect == Dialect.LENIENT ? "1" : "4";
    }
}
