package org.qmp4j.client.observer;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.QmpJson;
import org.qmp4j.protocol.RawEvent;
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

    private Redaction() {}

    /** A command as it was sent, without its secrets. */
    public static String command(ObservedCall call) {
        return command(call, RedactedCopy.WHOLE);
    }

    /** The beginning of a command. */
    static String command(ObservedCall call, int maxChars) {
        return new RedactedCopy(inCommand(call), Set.of(), maxChars).of(call.message());
    }

    /** The answer to a command, without its secrets and without those of the command, which QEMU's errors may repeat. */
    public static String reply(ObservedCall call, JsonText reply) {
        return reply(call, reply, RedactedCopy.WHOLE);
    }

    /** The beginning of an answer. */
    static String reply(ObservedCall call, JsonText reply, int maxChars) {
        return new RedactedCopy(inReply(call.command()), secretsIn(call), maxChars).of(reply);
    }

    /** The answer to a command, without its secrets; {@code command} is the command's name. */
    public static String reply(String command, JsonText reply) {
        return new RedactedCopy(inReply(command), Set.of(), RedactedCopy.WHOLE).of(reply);
    }

    /** An event, without secrets. */
    public static String event(RawEvent event) {
        return event(event, RedactedCopy.WHOLE);
    }

    /** The beginning of an event. */
    static String event(RawEvent event, int maxChars) {
        return new RedactedCopy(inReply(event.name()), Set.of(), maxChars).of(event.text());
    }

    private static Predicate<String> inCommand(ObservedCall call) {
        return member -> Secrets.isSecretInCommand(call.command(), lastPart(member));
    }

    private static Predicate<String> inReply(String command) {
        return member -> Secrets.isSecretInReply(command, lastPart(member));
    }

    /** The texts of a command's secret members. */
    private static Set<String> secretsIn(ObservedCall call) {
        Predicate<String> isSecret = inCommand(call);
        Set<String> secrets = new LinkedHashSet<>();
        try (JsonParser in = call.message().parser()) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME && isSecret.test(in.currentName())) {
                    in.nextToken();
                    collect(QmpJson.read(in), secrets);
                }
            }
        }
        return secrets;
    }

    private static void collect(JsonNode value, Set<String> into) {
        value.forEach(inner -> collect(inner, into));
        if (value.isString() && !value.stringValue().isEmpty()) {
            into.add(value.stringValue());
        }
    }

    /** In a file name that holds an object, QEMU takes {@code "file.cookie"} for the member of a member. */
    private static String lastPart(String member) {
        return member.substring(member.lastIndexOf('.') + 1);
    }
}
