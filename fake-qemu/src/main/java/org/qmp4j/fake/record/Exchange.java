package org.qmp4j.fake.record;

import java.util.List;
import java.util.Optional;
import org.qmp4j.fake.script.Answer;
import org.qmp4j.fake.script.Request;
import org.qmp4j.protocol.Secrets;
import tools.jackson.databind.JsonNode;

/**
 * A command and what came of it.
 *
 * @param line of the transcript where the command stands, from 1
 * @param arguments an object, empty where it had none
 * @param answer with the events before and after it
 */
public record Exchange(int line, String command, JsonNode arguments, boolean outOfBand, Answer answer) {
    /** The names as they are once that command has come; empty where it is not this one. */
    public Optional<Names> matches(Request request, Names names) {
        return command.equals(request.command()) && outOfBand == request.outOfBand()
                ? names.with(arguments, request.arguments())
                : Optional.empty();
    }

    /** {@code 'stop' (line 7)}, without secrets. */
    @Override
    public String toString() {
        String shown =
                arguments.isEmpty() ? "" : " " + Secrets.inArguments(command).maskArguments(arguments);
        return "'" + command + shown + "' (line " + line + ")";
    }

    /**
     * All of a transcript, and how it began.
     *
     * @param negotiations what came of each that succeeded: the events that followed
     */
    public record Tape(JsonNode greeting, List<Answer> negotiations, List<Exchange> exchanges) {
        /** Copies the lists. */
        public Tape {
            negotiations = List.copyOf(negotiations);
            exchanges = List.copyOf(exchanges);
        }
    }
}
