package org.qmp4j.cli;

import java.util.concurrent.Callable;
import org.qmp4j.cli.program.UsageException;
import picocli.CommandLine.Command;

/** {@code qmp schema}: subcommands for QEMU's schemas. */
@Command(
        name = "schema",
        header = "Prints and compares the commands and events of QEMU, and checks commands.",
        description = {
            "",
            "A SCHEMA is the address of a running QEMU, a version whose schema is part of this program (7.2, 10.0, 10.2, 11.1), or"
                    + " a file: qapi/qapi-schema.json of a QEMU source tree, the reply to query-qmp-schema, or facts."
        })
final class SchemaCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new UsageException("no subcommand: give show, diff, check, dump or facts");
    }
}
