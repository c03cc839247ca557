package org.qmp4j.client.observer;

import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.RawEvent;
import org.qmp4j.protocol.Secrets;

/**
 * Messages as text that can be logged: {@link Secrets} describes what is replaced by {@code "***"}. Any thread.
 *
 * <p>{@code {"execute":"set_password","arguments":{"protocol":"vnc","password":"***"},"id":7}}
 */
public final class Redaction {
    /** What stands in place of a secret. */
    public static final String MASK = Secrets.MASK;

    private Redaction() {}

    /** A command as it was sent, without its secrets. */
    public static String command(ObservedCall call) {
        return Secrets.inArguments(call.command()).mask(call.message());
    }

    /** The beginning of a command. */
    static String command(ObservedCall call, int maxChars) {
        return Secrets.inArguments(call.command()).mask(call.message(), maxChars);
    }

    /** The answer to a command, without its secrets and without those of the command, which QEMU's errors may repeat. */
    public static String reply(ObservedCall call, JsonText reply) {
        return inReply(call).mask(reply);
    }

    /** The beginning of an answer. */
    static String reply(ObservedCall call, JsonText reply, int maxChars) {
        return inReply(call).mask(reply, maxChars);
    }

    /** The answer to a command, without its secrets; {@code command} is the command's name. */
    public static String reply(String command, JsonText reply) {
        return Secrets.inAnswer(command).mask(reply);
    }

    /** An event, without secrets. */
    public static String event(RawEvent event) {
        return Secrets.inEvent(event.name()).mask(event.text());
    }

    /** The beginning of an event. */
    static String event(RawEvent event, int maxChars) {
        return Secrets.inEvent(event.name()).mask(event.text(), maxChars);
    }

    private static Secrets inReply(ObservedCall call) {
        return Secrets.inAnswer(call.command())
                .andTexts(Secrets.inArguments(call.command()).textsIn(call.message()));
    }
}
