package org.qmp4j.it.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.qmp4j.it.support.Json;
import org.qmp4j.it.typed.DocumentedExamples.Message;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.Nothing;
import org.qmp4j.protocol.QmpJson;
import org.qmp4j.protocol.RawEvent;
import org.qmp4j.protocol.typed.Members;
import org.qmp4j.protocol.typed.TypedCommand;
import org.qmp4j.protocol.typed.TypedReader;
import org.qmp4j.protocol.typed.TypedValue;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/** The examples in QEMU's documentation are read, and printed without a change. */
@Tag("newest-jdk")
@Tag("one-qemu")
@Tag("slow")
class DocumentedExamplesIT {
    /** An example that contradicts the schema; QEMU never sends it. */
    private static final List<String> WRONG =
            List.of("machine.json, query-memory-devices: expected a list, found an object");

    private int requests;

    private int answers;
    private int events;
    private final List<String> noJson = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final List<String> different = new ArrayList<>();

    @Test
    void everyExampleOfQemuIsPrintedBackEqual() throws Exception {
        check("org.qmp4j.qemu", "qapi");
        assertThat(different)
                .as("of %d requests, %d answers, %d events", requests, answers, events)
                .isEmpty();
        assertThat(refused).containsExactlyElementsOf(WRONG);
        assertThat(noJson).as("examples that their authors shortened").hasSizeLessThan(15);
        assertThat(requests).isGreaterThan(200);
        assertThat(answers).isGreaterThan(200);
        assertThat(events).isGreaterThan(70);
    }

    private void check(String root, String folder) throws Exception {
        String command = "";
        for (Message message : DocumentedExamples.in(source().resolve(folder))) {
            JsonNode json;
            try {
                json = Json.of(message.text());
            } catch (JacksonException wrong) {
                noJson.add(message.where());
                continue;
            }
            try {
                command = check(root, command, json, message);
            } catch (JacksonException wrong) {
                refused.add(refusal(message, command, wrong));
            } catch (InvocationTargetException wrong) {
                refused.add(refusal(message, json.path("execute").asString(command), wrong.getCause()));
            }
        }
    }

    private static String refusal(Message message, String command, @Nullable Throwable wrong) {
        String reason = wrong instanceof JacksonException json ? json.getOriginalMessage() : String.valueOf(wrong);
        return message.where().replaceFirst(":.*", "") + ", " + command + ": " + reason;
    }

    private String check(String root, String last, JsonNode json, Message message) throws Exception {
        String command = last;
        if (message.sent()) {
            command = json.path("execute").asString(json.path("exec-oob").asString(""));
            checkRequest(root, command, json, message);
        } else if (json.has("return")) {
            checkAnswer(root, command, json.get("return"), message);
        } else if (json.has("event")) {
            checkEvent(json, message);
        }
        return command;
    }

    private static Path source() {
        String folder = System.getProperty("qmp4j.qemu.source", "");
        assumeFalse(folder.isEmpty(), "no source of QEMU: see scripts/fetch-qemu-source and -Dqmp4j.qemu.source");
        return Path.of(folder, "10.2");
    }

    private void checkRequest(String root, String name, JsonNode json, Message message) throws Exception {
        requests++;
        JsonNode arguments = json.has("arguments") ? json.get("arguments") : Json.of("{}");
        TypedCommand<?> command = TypedClasses.read(TypedClasses.command(root, name), reader(arguments));
        compare(message, arguments, command.toTree());
    }

    private void checkAnswer(String root, String name, JsonNode returned, Message message) throws Exception {
        answers++;
        TypedCommand<?> command = TypedClasses.read(TypedClasses.command(root, name), reader(Json.of("{}")));
        Object value = command.readReturn(reader(returned).keepingUnknownMembers());
        if (!value.equals(Nothing.NOTHING)) {
            compare(message, returned, written(value));
        }
    }

    private void checkEvent(JsonNode json, Message message) throws Exception {
        events++;
        JsonNode data = json.has("data") ? json.get("data") : Json.of("{}");
        JsonText text = JsonText.of(QmpJson.toText(data));
        String name = json.path("event").stringValue();
        Object event = TypedClasses.event(name)
                .getMethod("of", RawEvent.class)
                .invoke(null, new RawEvent(name, null, text, text));
        compare(message, data, written(event));
    }

    private void compare(Message message, JsonNode expected, JsonNode printed) {
        JsonNode normal = JsonText.of(QmpJson.toText(expected)).tree();
        if (!printed.equals(normal)) {
            different.add(message.where() + ": " + normal + " became " + printed);
        }
    }

    private static TypedReader reader(JsonNode json) {
        JsonParser in = JsonText.of(QmpJson.toText(json)).parser();
        return TypedReader.of(in);
    }

    private static JsonNode written(Object value) {
        return JsonText.of(QmpJson.toText(out -> {
                    if (value instanceof TypedValue typed) {
                        typed.write(out);
                    } else {
                        Members.writeValue(out, value);
                    }
                }))
                .tree();
    }
}
