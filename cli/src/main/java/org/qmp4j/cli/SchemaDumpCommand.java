package org.qmp4j.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.program.ExitCode;
import org.qmp4j.cli.schema.DialectConverter;
import org.qmp4j.protocol.PeerText;
import org.qmp4j.schema.Dialect;
import org.qmp4j.schema.QapiSource;
import org.qmp4j.schema.SchemaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code qmp schema dump}: a schema file as QEMU's own test program prints it. */
@Command(
        name = "dump",
        header = "Prints a schema file as QEMU's own front end resolves it, or why it refuses it.",
        description = {
            "",
            "Made for comparing: the output is that of tests/qapi-schema/test-qapi.py of the same version."
        },
        footer = {"", "Example:", "  qmp schema dump --dialect 10.2 qemu/qapi/qapi-schema.json"},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it is a schema", "1:it is none; standard error tells where and why", "2:wrong usage"})
final class SchemaDumpCommand implements Callable<Integer> {
    private final Environment environment;

    @Option(
            names = "--dialect",
            paramLabel = "7.2|10.0|10.2|lenient",
            converter = DialectConverter.class,
            description = "Whose rules for documentation hold (default: lenient, which has none).")
    private Dialect dialect = Dialect.LENIENT;

    @Parameters(paramLabel = "FILE", description = "The outermost file, such as qapi/qapi-schema.json.")
    private @Nullable Path file;

    SchemaDumpCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (file == null) {
            throw new IllegalStateException("picocli has asked for a FILE");
        }
        try {
            environment.printText(QapiSource.read(file, dialect).dump());
            return ExitCode.DONE;
        } catch (SchemaException refused) {
            environment.errors().println(PeerText.lines(String.valueOf(refused.getMessage())));
            return ExitCode.REJECTED;
        }
    }
}
