package org.qmp4j.fake;

import java.util.Optional;
import org.qmp4j.fake.script.Answer;
import org.qmp4j.fake.script.Request;
import org.qmp4j.schema.CommandCheck;
import org.qmp4j.schema.Problem;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.Schema;

/** The errors that QEMU returns because of its schema, before it runs a command. */
final class Verdict {
    private final Schema schema;
    private final CommandCheck check;

    Verdict(Schema schema) {
        this.schema = schema;
        this.check = CommandCheck.against(schema);
    }

    /** The refusal of a command that is not there, or not out of band; empty where it is. */
    Optional<Answer> ofCommand(Request request) {
        Command command = schema.commands().get(request.command());
        if (command == null) {
            return Optional.of(
                    Answer.failing("CommandNotFound", "The command " + request.command() + " has not been found"));
        }
        if (request.outOfBand() && !command.flags().allowOob()) {
            return Optional.of(Answer.failing("The command " + request.command() + " does not support OOB"));
        }
        return Optional.empty();
    }

    /** The refusal of its arguments; empty where the schema has nothing against them. */
    Optional<Answer> ofArguments(Request request) {
        return check.problem(request.command(), request.arguments()).map(Verdict::refusal);
    }

    private static Answer refusal(Problem problem) {
        String qemu = problem.qemu();
        return Answer.failing(qemu.isEmpty() ? "Parameter '" + problem.path() + "' " + problem.reason() : qemu);
    }
}
