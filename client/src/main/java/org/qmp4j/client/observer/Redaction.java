package org.qmp4j.client.observer;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.QmpJson;
import org.qmp4j.protocol.RawEvent;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

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
        return redact(call.message(), member -> Secrets.isSecretInCommand(call.command(), member));
    }

    /** The answer to a command, without its secrets; {@code command} is the command's name. */
    public static String reply(String command, JsonText reply) {
        return redact(reply, member -> Secrets.isSecretInReply(command, member));
    }

    /** An event, without secrets. */
    public static String event(RawEvent event) {
        return redact(event.text(), member -> Secrets.isSecretInReply(event.name(), member));
    }

    private static String redact(JsonText text, Predicate<String> isSecret) {
        try {
            return QmpJson.toText(out -> {
                try (JsonParser in = text.parser()) {
                    copy(in, out, isSecret);
                }
            });
        } catch (JacksonException unreadable) {
            return "(" + text.length() + " bytes that are no JSON)";
        }
    }

    private static void copy(JsonParser in, JsonGenerator out, Predicate<String> isSecret) {
        for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
            if (token == JsonToken.VALUE_STRING) {
                out.writeString(redactedString(in.getString(), isSecret));
            } else {
                out.copyCurrentEventExact(in);
            }
            if (token == JsonToken.PROPERTY_NAME && isSecret.test(lastPart(in.currentName()))) {
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
    private static String redactedString(String value, Predicate<String> isSecret) {
        if (value.startsWith("json:")) {
            return "json:" + redact(JsonText.of(value.substring("json:".length())), isSecret);
        }
        // QEMU's errors repeat such a name: Cannot find device='json:{"driver": ...
        int object = value.indexOf("json:{");
        String shown = object < 0 ? value : value.substring(0, object) + "json:" + MASK;
        return shown.contains("://") ? URL_PASSWORD.matcher(shown).replaceAll("$1:" + MASK + "@") : shown;
    }
}
