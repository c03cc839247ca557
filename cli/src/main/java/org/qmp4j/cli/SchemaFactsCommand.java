package org.qmp4j.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.program.ExitCode;
import org.qmp4j.cli.schema.SchemaFile;
import org.qmp4j.schema.facts.FactsFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code qmp schema facts}: a schema as facts. */
@Command(
        name = "facts",
        header = "Prints the facts of a schema: a definition a line, without documentation.",
        description = {"", "The Maven plugin generates Java types out of such a file; the bundled ones were made so."},
        footer = {"", "Example:", "  qmp schema facts qemu/qapi/qapi-schema.json > qemu.facts"})
final class SchemaFactsCommand implements Callable<Integer> {
    private final Environment environment;

    @Parameters(paramLabel = "FILE", description = "A schema file of QEMU's source, or the answer to query-qmp-schema.")
    private @Nullable Path file;

    SchemaFactsCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (file == null) {
            throw new IllegalStateException("picocli has asked for a FILE");
        }
        environment.print(FactsFile.write(SchemaFile.read(file)));
        return ExitCode.DONE;
    }
}
