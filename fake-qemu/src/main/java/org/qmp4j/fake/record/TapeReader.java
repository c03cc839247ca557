package org.qmp4j.fake.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qmp4j.fake.json.DeepJson;
import org.qmp4j.fake.script.Answer;
import org.qmp4j.protocol.Secrets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The lines of a transcript to exchanges. An event belongs to the command that runs; where none does, to the last one. */
public final class TapeReader {
    private static final JsonNode NONE = JsonNodeFactory.instance.objectNode();

    private final Map<Integer, Draft> open = new LinkedHashMap<>();
    private final List<Draft> all = new ArrayList<>();
    private @Nullable JsonNode greeting;
    private int number;

    private TapeReader() {}

    private static final class Draft {
        private final int line;
        private final JsonNode message;
        private final List<Answer.Emitted> before = new ArrayList<>();
        private final List<Answer.Emitted> after = new ArrayList<>();
        private Answer.End end = new Answer.Silent();

        private Draft(int line, JsonNode message) {
            this.line = line;
            this.message = message;
        }

        private String command() {
            return message.path("execute").asString(message.path("exec-oob").asString(""));
        }

        private boolean isNegotiation() {
            return command().equals("qmp_capabilities");
        }

        private Exchange exchange() {
            Answer answer = Answer.done().endingWith(end);
            for (Answer.Emitted event : before) {
                answer = answer.precededBy(event.name(), event.data());
            }
            for (Answer.Emitted event : after) {
                answer = answer.followedBy(event.name(), event.data());
            }
            JsonNode arguments = message.has("arguments") ? message.get("arguments") : NONE;
            return new Exchange(line, command(), arguments, message.has("exec-oob"), answer);
        }
    }

    /**
     * Reads a transcript.
     *
     * @throws IllegalArgumentException if a line does not belong to a transcript; the message names it
     */
    public static Exchange.Tape read(List<String> lines) {
        TapeReader reader = new TapeReader();
        lines.forEach(reader::add);
        if (reader.greeting == null) {
            throw new IllegalArgumentException("there is no greeting in it: is it a transcript of QMP?");
        }
        return new Exchange.Tape(
                reader.greeting,
                reader.all.stream()
                        .filter(draft -> draft.isNegotiation() && draft.end instanceof Answer.Returned)
                        .map(draft -> draft.exchange().answer())
                        .toList(),
                reader.all.stream()
                        .filter(draft -> !draft.isNegotiation())
                        .map(Draft::exchange)
                        .toList());
    }

    private void add(String text) {
        number++;
        if (text.isBlank()) {
            return;
        }
        JsonNode line;
        try {
            line = DeepJson.mapper().readTree(text);
        } catch (JacksonException wrong) {
            // Not as the cause: its message repeats a piece of the line.
            throw new IllegalArgumentException(
                    "line " + number + " is no JSON: " + Secrets.maskQuoted(wrong.getOriginalMessage()));
        }
        if (line.path("is").asString("").equals("connected")) {
            open.clear();
        } else if (line.path("from").asString("").equals("client")) {
            client(line.path("message"));
        } else if (line.path("from").asString("").equals("qemu")) {
            qemu(line.path("message"));
        } else if (!line.has("is")) {
            throw new IllegalArgumentException("line " + number + " says neither 'is' nor who it is from");
        }
    }

    private void client(JsonNode message) {
        if (message.isObject()) {
            Draft draft = new Draft(number, message);
            open.put(number, draft);
            all.add(draft);
        }
    }

    private void qemu(JsonNode message) {
        if (message.has("QMP")) {
            greeting = greeting == null ? message : greeting;
        } else if (message.has("event")) {
            JsonNode data = message.has("data") ? message.get("data") : NONE;
            add(new Answer.Emitted(message.path("event").asString(""), data));
        } else {
            answered(message).ifPresent(draft -> {
                open.remove(draft.line);
                draft.end = end(message);
            });
        }
    }

    private static Answer.End end(JsonNode message) {
        JsonNode error = message.path("error");
        return error.isObject()
                ? new Answer.Failed(
                        error.path("class").asString(""), error.path("desc").asString(""))
                : new Answer.Returned(message.path("return"));
    }

    private void add(Answer.Emitted event) {
        Optional<Draft> running = open.values().stream().findFirst();
        if (running.isPresent()) {
            running.get().before.add(event);
        } else if (!all.isEmpty()) {
            all.get(all.size() - 1).after.add(event);
        }
    }

    private Optional<Draft> answered(JsonNode message) {
        return open.values().stream()
                .filter(draft -> message.has("id")
                        ? message.get("id").equals(draft.message.get("id"))
                        : !draft.message.has("id"))
                .findFirst();
    }
}
