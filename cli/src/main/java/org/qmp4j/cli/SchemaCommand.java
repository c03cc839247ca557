package org.qmp4j.cli;

import java.util.concurrent.Callable;
import org.qmp4j.cli.program.UsageException;
import picocli.CommandLine.Command;

/** {@code qmp schema}: what QEMU understands and sends. */
@Command(
        name = "schema",
        header = "Shows, compares and checks what QEMU understands and sends.",
        description = {
            "",
            "A SCHEMA is the address of a running QEMU, a version whose schema comes with this program (7.2, 10.0, 10.2, 11.1), or"
                    + " a file: qapi/qapi-schema.json of a QEMU source tree, the answer to query-qmp-schema, or facts."
        })
final class SchemaCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new UsageException("no subcommand; there are show, diff, check, dump and facts");
    }
}
