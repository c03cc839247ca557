package org.qmp4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.program.ExitCode;
import org.qmp4j.cli.program.UsageException;
import org.qmp4j.schema.Change;
import org.qmp4j.schema.SchemaDiff;
import org.qmp4j.schema.model.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code qmp schema diff}: prints the changes between two schemas. */
@Command(
        name = "diff",
        header = "Prints the changes from one schema to another, one line for each.",
        description = {
            "",
            "SCHEMA is the address of a running QEMU, a version (7.2, 10.0, 10.2, 11.1) or a file. A running QEMU reports only the"
                    + " features of its build; a version or a source tree has all of them."
        },
        customSynopsis = "qmp schema diff [OPTIONS] SCHEMA SCHEMA",
        footer = {
            "",
            "Examples:",
            "  qmp schema diff 10.0 10.2",
            "  qmp schema diff unix:/tmp/old.qmp unix:/tmp/new.qmp"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:no changes", "1:changes, or a schema cannot be read", "2:wrong usage", "3:could not connect"
        })
final class SchemaDiffCommand implements Callable<Integer> {
    private final Environment environment;

    @Parameters(arity = "0..*", hidden = true)
    private List<String> parameters = new ArrayList<>();

    SchemaDiffCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (parameters.size() != 2) {
            throw new UsageException(
                    "give two SCHEMAs, the older one first: each is the address of a QEMU, a version such"
                            + " as 10.2, or a file");
        }
        Schema before = SchemaSource.read(parameters.get(0));
        List<Change> changes = SchemaDiff.between(before, SchemaSource.read(parameters.get(1)));
        changes.forEach(change -> environment.printText(change + "\n"));
        return changes.isEmpty() ? ExitCode.SUCCESS : ExitCode.REJECTED;
    }
}
