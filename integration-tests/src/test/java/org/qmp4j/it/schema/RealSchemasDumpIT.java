package org.qmp4j.it.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.qmp4j.schema.Dialect;
import org.qmp4j.schema.QapiSource;
import org.qmp4j.schema.model.Schema;

/** The schemas of QEMU, its storage daemon and its guest agent, read by qmp4j and by QEMU's own front end. */
@Tag("newest-jdk")
@Tag("one-qemu")
@Tag("slow")
class RealSchemasDumpIT {
    /** The Python program that runs QEMU's front end on one file: {@code argv} is the root of its source and the file. */
    private static final String DRIVER = """
            import importlib, sys
            root, schema = sys.argv[1:]
            sys.path[:0] = [root + '/scripts', root + '/tests/qapi-schema']
            importlib.import_module('test-qapi').test_frontend(schema)
            """;

    @TestFactory
    Stream<DynamicTest> qemusOwnFrontEndPrintsTheSame() {
        return each((tree, file) ->
                assertThat(QapiSource.read(file, tree.dialect()).dump()).isEqualTo(printedByQemu(tree, file)));
    }

    @TestFactory
    Stream<DynamicTest> theLenientDialectReadsTheSameDefinitionsFromEachVersion() {
        return each((tree, file) -> {
            Schema strict = QapiSource.read(file, tree.dialect()).schema();
            Schema lenient = QapiSource.read(file, Dialect.LENIENT).schema();
            assertThat(lenient.types().keySet()).isEqualTo(strict.types().keySet());
            assertThat(lenient.commands().keySet()).isEqualTo(strict.commands().keySet());
            assertThat(lenient.events().keySet()).isEqualTo(strict.events().keySet());
        });
    }

    @TestFactory
    Stream<DynamicTest> almostEveryCommandAndEventSaysSinceWhenItIsThere() {
        return each((tree, file) -> {
            Schema schema = QapiSource.read(file, tree.dialect()).schema();
            assertThat(Stream.concat(schema.commands().values().stream(), schema.events().values().stream())
                            .filter(one -> one.attributes().remarks().since().isEmpty())
                            .map(one -> one.name()))
                    .hasSizeLessThan(5);
        });
    }

    private interface Check {
        void accept(QemuTree tree, Path file) throws Exception;
    }

    private static Stream<DynamicTest> each(Check check) {
        return QemuTree.all().stream()
                .flatMap(tree -> tree.schemas().stream()
                        .map(file -> dynamicTest(
                                tree.version() + " " + tree.root().relativize(file), () -> check.accept(tree, file))));
    }

    private static String printedByQemu(QemuTree tree, Path file) throws IOException, InterruptedException {
        // -B: write no compiled files into the source.
        ProcessBuilder python = new ProcessBuilder(
                        "python3", "-B", "-c", DRIVER, tree.root().toString(), file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        python.environment().put("PYTHONIOENCODING", "utf-8");
        Process process;
        try {
            process = python.start();
        } catch (IOException missing) {
            return abort("python3 is not in the PATH: " + missing.getMessage());
        }
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return printed;
    }
}
