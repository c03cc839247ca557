package org.qmp4j.fake.record;

import java.util.List;
import org.qmp4j.fake.json.DeepJson;
import org.qmp4j.fake.script.Answer;
import tools.jackson.databind.JsonNode;

/**
 * A command and what came of it.
 *
 * @param line of the transcript where the command stands, from 1
 * @param arguments an object, empty where it had none
 * @param answer with the events before and after it
 */
public record Exchange(int line, String command, JsonNode arguments, boolean outOfBand, Answer answer) {
    /** Whether a command is this one. */
    public boolean matches(String name, JsonNode given, boolean isOutOfBand) {
        return command.equals(name) && outOfBand == isOutOfBand && Mask.matches(arguments, given);
    }

    /** {@code 'stop' (line 7)}. */
    @Override
    public String toString() {
        return "'" + command + (arguments.isEmpty() ? "" : " " + DeepJson.text(arguments)) + "' (line " + line + ")";
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
