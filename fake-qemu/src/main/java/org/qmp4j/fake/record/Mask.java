package org.qmp4j.fake.record;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.qmp4j.fake.json.DeepJson;
import org.qmp4j.fake.script.Answer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Blots secrets out of messages: passwords, cookies, what a person typed, what a guest's files and programs hold. Names that
 * only refer to a secret, such as {@code password-secret}, stay.
 */
final class Mask {
    /** What is written in place of a secret. */
    static final String TEXT = "***";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> ANYWHERE = Set.of("password", "cookie");

    private static final Map<String, Set<String>> OF_COMMANDS = Map.ofEntries(
            Map.entry("object-add", Set.of("data")),
            Map.entry("qom-set", Set.of("value")),
            Map.entry("change", Set.of("arg")),
            Map.entry("human-monitor-command", Set.of("command-line")),
            Map.entry("send-key", Set.of("keys")),
            Map.entry("input-send-event", Set.of("events")),
            Map.entry("ringbuf-write", Set.of("data")),
            Map.entry("guest-exec", Set.of("arg", "env", "input-data")),
            Map.entry("guest-file-write", Set.of("buf-b64")),
            Map.entry("guest-ssh-add-authorized-keys", Set.of("keys")),
            Map.entry("guest-ssh-remove-authorized-keys", Set.of("keys")));

    private static final Map<String, Set<String>> OF_ANSWERS = Map.of(
            "qom-get", Set.of("return"),
            "qom-list-get", Set.of("value"),
            "human-monitor-command", Set.of("return"),
            "ringbuf-read", Set.of("return"),
            "guest-exec-status", Set.of("out-data", "err-data"),
            "guest-file-read", Set.of("buf-b64"),
            "guest-ssh-get-authorized-keys", Set.of("keys"));

    /** An object that is written as the name of a file begins so. */
    private static final String OBJECT = "json:";

    /** In a URL, up to the last {@code @}: a password may hold one. */
    private static final Pattern IN_URL = Pattern.compile("(?<=://)[^/\\s]*:[^/\\s]*(?=@)");

    /** Between the first quote and the last: what is repeated may have quotes of its own. */
    private static final Pattern REPEATED = Pattern.compile("'.*'", Pattern.DOTALL);

    private Mask() {}

    /**
     * The message of a client, without its secrets.
     *
     * @param said is told each text that was blotted out
     */
    static JsonNode command(JsonNode message, Consumer<String> said) {
        return copy(message, OF_COMMANDS.getOrDefault(nameOf(message), Set.of()), said);
    }

    /** The members that hold secrets in the answer to a message. */
    static Set<String> secretInAnswerTo(JsonNode message) {
        return OF_ANSWERS.getOrDefault(nameOf(message), Set.of());
    }

    private static String nameOf(JsonNode message) {
        return message.path("execute").asString(message.path("exec-oob").asString(""));
    }

    /**
     * What QEMU said, without its secrets.
     *
     * @param secret members that hold some
     * @param said texts that are secret wherever they are repeated
     */
    static JsonNode answer(JsonNode message, Set<String> secret, Collection<String> said) {
        JsonNode answer = copy(message, secret, text -> {});
        if (answer.get("error") instanceof ObjectNode error) {
            error.put("desc", words(error.path("desc").asString(""), said));
        }
        return answer;
    }

    private static String words(String words, Collection<String> said) {
        String left = words;
        for (String secret : said) {
            left = secret.isEmpty() ? left : left.replace(secret, TEXT);
        }
        return left.contains("JSON parse error") ? unreadable(left) : left;
    }

    /** Why something could not be read, without the piece of it that the words repeat. */
    static String unreadable(String reason) {
        return REPEATED.matcher(reason).replaceAll("'" + TEXT + "'");
    }

    private static JsonNode copy(JsonNode value, Set<String> secrets, Consumer<String> said) {
        if (value.isObject()) {
            ObjectNode copy = NODES.objectNode();
            value.properties().forEach(member -> {
                String name = member.getKey();
                String last = name.substring(name.lastIndexOf('.') + 1);
                boolean secret = secrets.contains(name) || ANYWHERE.contains(last);
                copy.set(name, secret ? blot(member.getValue(), said) : copy(member.getValue(), secrets, said));
            });
            return copy;
        }
        if (value.isArray()) {
            ArrayNode copy = NODES.arrayNode();
            value.forEach(element -> copy.add(copy(element, secrets, said)));
            return copy;
        }
        return value.isString() ? NODES.stringNode(text(value.stringValue(), secrets, said)) : value;
    }

    private static String text(String text, Set<String> secrets, Consumer<String> said) {
        if (text.startsWith(OBJECT)) {
            return OBJECT + object(text.substring(OBJECT.length()), secrets, said);
        }
        // QEMU's errors repeat such a name: Cannot find device='json:{"driver": ...
        int object = text.indexOf(OBJECT + "{");
        String shown = object < 0 ? text : text.substring(0, object) + OBJECT + TEXT;
        return IN_URL.matcher(shown).replaceAll(TEXT);
    }

    private static String object(String text, Set<String> secrets, Consumer<String> said) {
        try {
            JsonNode object = Answer.read(text);
            JsonNode copy = copy(object, secrets, said);
            return copy.equals(object) ? text : DeepJson.text(copy);
        } catch (JacksonException unreadable) {
            return TEXT;
        }
    }

    private static JsonNode blot(JsonNode value, Consumer<String> said) {
        if (value.isString()) {
            said.accept(value.stringValue());
        }
        value.forEach(inner -> blot(inner, said));
        return NODES.stringNode(TEXT);
    }
}
