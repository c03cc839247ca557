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

/** {@code qmp schema dump}: prints a schema file in the format of QEMU's own test program. */
@Command(
        name = "dump",
        header = "Prints how QEMU's own front end resolves a schema file, or why it rejects the file.",
        description = {
            "",
            "The output is the same as that of tests/qapi-schema/test-qapi.py of the same version, so it can be compared."
        },
        footer = {"", "Example:", "  qmp schema dump --dialect 10.2 qemu/qapi/qapi-schema.json"},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:valid", "1:not valid; standard error has the place and the reason", "2:wrong usage"})
final class SchemaDumpCommand implements Callable<Integer> {
    private final Environment environment;

    @Option(
            names = "--dialect",
            paramLabel = "7.2|10.0|10.2|lenient",
            converter = DialectConverter.class,
            description = "The version whose rules for documentation apply (default: lenient, without such rules).")
    private Dialect dialect = Dialect.LENIENT;

    @Parameters(paramLabel = "FILE", description = "The outermost file, such as qapi/qapi-schema.json.")
    private @Nullable Path file;

    SchemaDumpCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (file == null) {
            throw new IllegalStateException("picocli requires a FILE");
        }
        try {
            environment.printText(QapiSource.read(file, dialect).dump());
            return ExitCode.SUCCESS;
        } catch (SchemaException refused) {
            environment.errors().println(PeerText.lines(String.valueOf(refused.getMessage())));
            return ExitCode.REJECTED;
        }
    }
}
