package org.qmp4j.client.observer;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.QmpJson;
import org.qmp4j.protocol.RawEvent;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * Messages as text that may be logged: passwords, secret objects, keys typed, guest data and the like are replaced by
 * {@code "***"}. Any thread.
 *
 * <p>{@code {"execute":"set_password","arguments":{"protocol":"vnc","password":"***"},"id":7}}
 */
public final class Redaction {
    /** What stands in place of a secret. */
    public static final String MASK = "***";

    private static final Pattern URL_PASSWORD = Pattern.compile("(://[^/@:]*):[^/\\s]*@");

    private Redaction() {}

    /** A command as it was sent, without its secrets. */
    public static String command(ObservedCall call) {
        return redact(call.message(), inCommand(call), Set.of());
    }

    /** The answer to a command, without its secrets and without those of the command, which QEMU's errors may repeat. */
    public static String reply(ObservedCall call, JsonText reply) {
        Set<String> said = new LinkedHashSet<>();
        collect(call.message().tree(), inCommand(call), said);
        return redact(reply, inReply(call.command()), said);
    }

    /** The answer to a command, without its secrets; {@code command} is the command's name. */
    public static String reply(String command, JsonText reply) {
        return redact(reply, inReply(command), Set.of());
    }

    /** An event, without secrets. */
    public static String event(RawEvent event) {
        return redact(event.text(), inReply(event.name()), Set.of());
    }

    private static Predicate<String> inCommand(ObservedCall call) {
        return member -> Secrets.isSecretInCommand(call.command(), lastPart(member));
    }

    private static Predicate<String> inReply(String command) {
        return member -> Secrets.isSecretInReply(command, lastPart(member));
    }

    /** Finds the texts of secret members. */
    private static void collect(JsonNode value, Predicate<String> isSecret, Set<String> into) {
        value.forEach(element -> collect(element, isSecret, into));
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            if (isSecret.test(member.getKey())) {
                collect(member.getValue(), into);
            }
        }
    }

    private static void collect(JsonNode value, Set<String> into) {
        value.forEach(inner -> collect(inner, into));
        if (value.isString() && !value.stringValue().isEmpty()) {
            into.add(value.stringValue());
        }
    }

    private static String redact(JsonText text, Predicate<String> isSecret, Set<String> said) {
        try {
            return QmpJson.toText(out -> {
                try (JsonParser in = text.parser()) {
                    copy(in, out, isSecret, said);
                }
            });
        } catch (JacksonException unreadable) {
            return "(" + text.length() + " bytes that are no JSON)";
        }
    }

    private static void copy(JsonParser in, JsonGenerator out, Predicate<String> isSecret, Set<String> said) {
        for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
            if (token == JsonToken.VALUE_STRING) {
                out.writeString(redactedString(in.getString(), isSecret, said));
            } else {
                out.copyCurrentEventExact(in);
            }
            if (token == JsonToken.PROPERTY_NAME && isSecret.test(in.currentName())) {
                in.nextToken();
                in.skipChildren();
                out.writeString(MASK);
            }
        }
    }

    /** In a file name that holds an object, QEMU takes {@code "file.cookie"} for the member of a member. */
    private static String lastPart(String member) {
        return member.substring(member.lastIndexOf('.') + 1);
    }

    /** A URL may hold a password, and a file name may hold a whole object: {@code json:{"driver": "https", ...}}. */
    private static String redactedString(String value, Predicate<String> isSecret, Set<String> said) {
        if (value.startsWith("json:")) {
            return "json:" + redact(JsonText.of(value.substring("json:".length())), isSecret, said);
        }
        // QEMU's errors repeat such a name: Cannot find device='json:{"driver": ...
        int object = value.indexOf("json:{");
        String shown = object < 0 ? value : value.substring(0, object) + "json:" + MASK;
        for (String secret : said) {
            shown = shown.replace(secret, MASK);
        }
        return shown.contains("://") ? URL_PASSWORD.matcher(shown).replaceAll("$1:" + MASK + "@") : shown;
    }
}
