package org.qmp4j.it.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.qmp4j.schema.QapiSource;
import org.qmp4j.schema.SchemaException;

/**
 * The cases by which QEMU tests its own schema front end. Each is a schema, with the message that refuses it or the dump of
 * what is in it; both must be equal to the letter.
 */
@Tag("newest-jdk")
@Tag("one-qemu")
class QemuFrontEndCasesIT {
    private static final Pattern CASE = Pattern.compile("'([^'\\s]+\\.json)'");

    /** The result of reading a schema: one of the two is empty. */
    private record Outcome(String refusal, String dump) {}

    @TestFactory
    Stream<DynamicContainer> eachCaseOfQemuHasTheSameOutcome() {
        return QemuTree.all().stream()
                .map(tree -> dynamicContainer(tree.version(), cases(tree).map(name -> test(tree, name))));
    }

    @Test
    void theListsOfCasesAreRead() {
        for (QemuTree tree : QemuTree.all()) {
            List<String> cases = cases(tree).toList();
            assertThat(cases).as(tree.version()).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(198);
            assertThat(cases).contains("missing-schema.json", "qapi-schema-test.json", "doc-good.json");
        }
    }

    private static DynamicTest test(QemuTree tree, String name) {
        return dynamicTest(name, () -> assertThat(actual(tree, name)).isEqualTo(expected(tree, name)));
    }

    private static Outcome expected(QemuTree tree, String name) throws IOException {
        return new Outcome(
                Files.readString(tree.cases().resolve(name.replace(".json", ".err"))),
                Files.readString(tree.cases().resolve(name.replace(".json", ".out"))));
    }

    private static Outcome actual(QemuTree tree, String name) {
        try {
            return new Outcome(
                    "",
                    QapiSource.read(tree.cases().resolve(name), tree.dialect()).dump());
        } catch (SchemaException refused) {
            return new Outcome(String.valueOf(refused.getMessage()).replace(tree.cases() + "/", "") + "\n", "");
        }
    }

    private static Stream<String> cases(QemuTree tree) {
        Path list = tree.cases().resolve("meson.build");
        try {
            String text = Files.readString(list);
            // Behind the list stands what the cases are used for, and one more that is no file.
            String files = text.substring(text.indexOf("schemas = ["), text.indexOf("schemas = files("));
            return Stream.concat(
                    CASE.matcher(files).results().map((MatchResult found) -> found.group(1)),
                    Stream.of("missing-schema.json"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
