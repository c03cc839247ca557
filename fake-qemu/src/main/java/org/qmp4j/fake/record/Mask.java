package org.qmp4j.fake.record;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Blots secrets out of messages: passwords, cookies, what a person typed, what a guest's files and programs hold. Names that
 * only refer to a secret, such as {@code password-secret}, stay.
 */
public final class Mask {
    /** What is written in place of a secret. */
    public static final String TEXT = "***";

    private static final JsonNode BLOT = JsonNodeFactory.instance.stringNode(TEXT);
    private static final Set<String> ANYWHERE = Set.of("password", "cookie");

    private static final Map<String, Set<String>> OF_COMMANDS = Map.ofEntries(
            Map.entry("object-add", Set.of("data")),
            Map.entry("qom-set", Set.of("value")),
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

    /** In a URL, and in an object that is written as the name of a file. */
    private static final Pattern IN_NAMES = Pattern.compile(
            "(?<=://)[^/@\\s]*:[^/@\\s]*(?=@)|(?<=\"(?:[\\w.]{0,40}\\.)?(?:password|cookie)\": ?\")[^\"]*");

    private Mask() {}

    /** The message of a client, without its secrets. */
    public static JsonNode command(JsonNode message) {
        String name = message.path("execute").asString(message.path("exec-oob").asString(""));
        return copy(message, OF_COMMANDS.getOrDefault(name, Set.of()));
    }

    /** What QEMU answered to that command, without its secrets; or an event, which is of no command. */
    public static JsonNode answer(String command, JsonNode message) {
        return copy(message, OF_ANSWERS.getOrDefault(command, Set.of()));
    }

    private static JsonNode copy(JsonNode value, Set<String> secrets) {
        if (value.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            value.properties().forEach(member -> {
                String name = member.getKey();
                String last = name.substring(name.lastIndexOf('.') + 1);
                boolean secret = secrets.contains(name) || ANYWHERE.contains(last);
                copy.set(name, secret ? BLOT : copy(member.getValue(), secrets));
            });
            return copy;
        }
        if (value.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> copy.add(copy(element, secrets)));
            return copy;
        }
        return value.isString()
                ? JsonNodeFactory.instance.stringNode(
                        IN_NAMES.matcher(value.stringValue()).replaceAll("***"))
                : value;
    }

    /** Whether a value is what was recorded; where that is a blot, any value is. */
    static boolean matches(JsonNode recorded, JsonNode value) {
        if (recorded.isString() && recorded.stringValue().contains(TEXT)) {
            return true;
        }
        if (recorded.isObject() && value.isObject() && recorded.size() == value.size()) {
            return recorded.properties().stream()
                    .allMatch(member ->
                            value.has(member.getKey()) && matches(member.getValue(), value.get(member.getKey())));
        }
        if (recorded.isArray() && value.isArray() && recorded.size() == value.size()) {
            for (int i = 0; i < recorded.size(); i++) {
                if (!matches(recorded.get(i), value.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return recorded.equals(value);
    }
}
