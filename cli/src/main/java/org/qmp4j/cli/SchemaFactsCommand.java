package org.qmp4j.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.program.ExitCode;
import org.qmp4j.cli.schema.SchemaFile;
import org.qmp4j.schema.SchemaUpdate;
import org.qmp4j.schema.facts.FactsFile;
import org.qmp4j.schema.model.Schema;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code qmp schema facts}: prints a schema as facts. */
@Command(
        name = "facts",
        header = "Prints a schema as facts: one line for each definition, without documentation.",
        description = {
            "",
            "The Maven plugin generates Java types from such a file, and the known schemas of this program are such files.",
            "",
            "With --update, the facts of an older version are updated to a newer version whose source is not available. FILE is then the"
                    + " introspection of the newer version; for the guest agent, which has none, FILE is its manual."
        },
        footer = {
            "",
            "Examples:",
            "  qmp schema facts qemu/qapi/qapi-schema.json > qemu.facts",
            "  qmp schema facts --update qemu-10.2.facts --to 11.1 introspection.json > qemu-11.1.facts"
        })
final class SchemaFactsCommand implements Callable<Integer> {
    private final Environment environment;

    @Parameters(paramLabel = "FILE", description = "A schema file of QEMU's source, or the reply to query-qmp-schema.")
    private @Nullable Path file;

    @ArgGroup(exclusive = false)
    private @Nullable Update update;

    /** The options for updating an older version to a newer one. */
    static final class Update {
        @Option(names = "--update", required = true, paramLabel = "FACTS", description = "Facts of an older version.")
        private @Nullable Path older;

        @Option(
                names = "--to",
                required = true,
                paramLabel = "VERSION",
                description = "The newer version, such as 11.1.")
        private @Nullable String version;

        @Option(
                names = "--names",
                paramLabel = "FILE",
                description =
                        "Where the names of new types come from, in order: earlier facts of this version, QEMU's manual.")
        private List<Path> named = List.of();

        Schema with(Path newer) {
            if (older == null || version == null) {
                throw new IllegalStateException("picocli requires --update and --to");
            }
            return SchemaUpdate.of(
                    FactsFile.read(older),
                    SchemaFile.readAsIntrospection(newer),
                    version,
                    named.stream().map(SchemaFile::read).toList());
        }
    }

    SchemaFactsCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (file == null) {
            throw new IllegalStateException("picocli requires a FILE");
        }
        environment.print(FactsFile.write(update == null ? SchemaFile.read(file) : update.with(file)));
        return ExitCode.SUCCESS;
    }
}
