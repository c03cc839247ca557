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

/** {@code qmp schema check}: whether QEMU would take a command. */
@Command(
        name = "check",
        header = "Tells whether a command is valid, or why not, without sending it.",
        description = {
            "",
            "SCHEMA is the address of a running QEMU, a version (7.2, 10.0, 10.2, 11.1) or a file; KEY=VALUE is as with 'qmp exec'."
                    + " A valid command can still fail: whether its devices and files exist only QEMU knows."
        },
        customSynopsis = "qmp schema check [OPTIONS] SCHEMA COMMAND [KEY=VALUE ...]",
        footer = {
            "",
            "Examples:",
            "  qmp schema check unix:/tmp/vm.qmp blockdev-add driver=null-co node-name=disk0",
            "  qmp schema check 7.2 block_resize node-name=disk0 size=1048576"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:valid", "1:not valid; standard output tells why", "2:wrong usage", "3:could not connect"})
final class SchemaCheckCommand implements Callable<Integer> {
    private final Environment environment;

    @Parameters(arity = "0..*", hidden = true)
    private List<String> words = new ArrayList<>();

    SchemaCheckCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (words.size() < 2) {
            throw new UsageException("a SCHEMA (the address of a QEMU, a version or a file) and a COMMAND are needed");
        }
        String command = words.get(1);
        @Nullable JsonText arguments = KeyValueArguments.parse(words.subList(2, words.size()));
        Schema schema = SchemaSource.read(words.get(0));
        Optional<Problem> problem =
                CommandCheck.against(schema).problem(command, arguments == null ? null : arguments.tree());
        environment.printText(
                problem.map(wrong -> shown(wrong, command, arguments)).orElse("valid") + "\n");
        return problem.isPresent() ? ExitCode.REJECTED : ExitCode.DONE;
    }

    /** A value that is not valid is repeated, and may be a secret. */
    private static String shown(Problem problem, String command, @Nullable JsonText arguments) {
        if (arguments == null) {
            return problem.toString();
        }
        return Secrets.anywhere()
                .andTexts(Secrets.textsIn(RawCommand.named(command).withArguments(arguments.tree())))
                .maskText(problem.toString());
    }
}
