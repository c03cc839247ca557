package org.qmp4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.program.ExitCode;
import org.qmp4j.cli.program.UsageException;
import org.qmp4j.cli.request.KeyValueArguments;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.Secrets;
import org.qmp4j.schema.CommandCheck;
import org.qmp4j.schema.Problem;
import org.qmp4j.schema.model.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code qmp schema check}: checks whether QEMU would accept a command. */
@Command(
        name = "check",
        header = "Checks whether a command is valid, without sending it.",
        description = {
            "",
            "SCHEMA is the address of a running QEMU, a version (7.2, 10.0, 10.2, 11.1) or a file. KEY=VALUE is the same as for"
                    + " 'qmp exec'. QEMU can still reject a valid command, for example because a device or a file does not exist."
        },
        customSynopsis = "qmp schema check [OPTIONS] SCHEMA COMMAND [KEY=VALUE ...]",
        footer = {
            "",
            "Examples:",
            "  qmp schema check unix:/tmp/vm.qmp blockdev-add driver=null-co node-name=disk0",
            "  qmp schema check 7.2 block_resize node-name=disk0 size=1048576"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:valid", "1:not valid; standard output has the reason", "2:wrong usage", "3:could not connect"
        })
final class SchemaCheckCommand implements Callable<Integer> {
    private final Environment environment;

    @Parameters(arity = "0..*", hidden = true)
    private List<String> parameters = new ArrayList<>();

    SchemaCheckCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (parameters.size() < 2) {
            throw new UsageException("give a SCHEMA (the address of a QEMU, a version or a file) and a COMMAND");
        }
        String command = parameters.get(1);
        @Nullable JsonText arguments = KeyValueArguments.parse(parameters.subList(2, parameters.size()));
        Schema schema = SchemaSource.read(parameters.get(0));
        Optional<Problem> problem =
                CommandCheck.against(schema).problem(command, arguments == null ? null : arguments.tree());
        environment.printText(
                problem.map(wrong -> masked(wrong, command, arguments)).orElse("valid") + "\n");
        return problem.isPresent() ? ExitCode.REJECTED : ExitCode.SUCCESS;
    }

    /** The problem repeats an invalid value, which may be a secret, so the values of the arguments are masked. */
    private static String masked(Problem problem, String command, @Nullable JsonText arguments) {
        if (arguments == null) {
            return problem.toString();
        }
        return Secrets.anywhere()
                .andTexts(Secrets.textsIn(RawCommand.named(command).withArguments(arguments.tree())))
                .maskText(problem.toString());
    }
}
