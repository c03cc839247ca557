package org.qmp4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.program.ExitCode;
import org.qmp4j.cli.program.UsageException;
import org.qmp4j.cli.schema.SchemaText;
import org.qmp4j.schema.model.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code qmp schema show}: prints a command, an event or a type for people. */
@Command(
        name = "show",
        header = "Prints a command, an event or a type; without NAME, prints the names of all commands and events.",
        description = {
            "",
            "SCHEMA is the address of a running QEMU, a version (7.2, 10.0, 10.2, 11.1) or a file. A member in brackets is"
                    + " optional. A running QEMU does not report the names of types and the versions that introduced"
                    + " definitions; these are taken from the schemas that are part of this program."
        },
        customSynopsis = "qmp schema show [OPTIONS] SCHEMA [NAME ...]",
        footer = {
            "",
            "Examples:",
            "  qmp schema show unix:/tmp/vm.qmp blockdev-add",
            "  qmp schema show 10.2 BlockdevOptionsQcow2"
        })
final class SchemaShowCommand implements Callable<Integer> {
    private final Environment environment;

    @Parameters(arity = "0..*", hidden = true)
    private List<String> parameters = new ArrayList<>();

    SchemaShowCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        List<String> rest = parameters;
        String source = Address.ofVariable(environment).orElse("");
        if (!rest.isEmpty() && (source.isEmpty() || Address.isUnambiguous(rest.get(0)))) {
            source = rest.get(0);
            rest = rest.subList(1, rest.size());
        }
        if (source.isEmpty()) {
            throw new UsageException("no SCHEMA: give the address of a QEMU, a version such as 10.2, or a file");
        }
        Schema schema = SchemaSource.read(source);
        if (rest.isEmpty()) {
            environment.printText(SchemaText.overview(schema));
        }
        for (String name : rest) {
            environment.printText(SchemaText.of(schema, name).orElseThrow(() -> unknown(schema, name)));
        }
        return ExitCode.SUCCESS;
    }

    private static UsageException unknown(Schema schema, String name) {
        String near = Suggestion.of(name, SchemaText.namesIn(schema))
                .map(word -> "; did you mean '" + word + "'?")
                .orElse("");
        return new UsageException("there is no command, event or type '" + name + "'" + near);
    }
}
