package org.qmp4j.client.framing;

import org.qmp4j.client.message.Message;

/** The parts of a message as text. */
final class MessageText {
    private MessageText() {}

    static String of(Message message) {
        if (message instanceof Message.Success success) {
            return "success " + success.id() + " " + success.value();
        }
        if (message instanceof Message.Failure failure) {
            return "failure " + failure.id() + " " + failure.errorClass().wireName() + " " + failure.description();
        }
        if (message instanceof Message.EventMessage event) {
            return "event " + event.event().name() + " "
                    + event.event().timestamp().map(Object::toString).orElse("at no time") + " "
                    + event.event().dataText().map(Object::toString).orElse("no data");
        }
        return "greeting " + ((Message.GreetingMessage) message).value();
    }

    /** The whole message; empty for a greeting, which does not keep it. */
    static String textOf(Message message) {
        if (message instanceof Message.Reply reply) {
            return reply.text().toString();
        }
        return message instanceof Message.EventMessage event
                ? event.event().text().toString()
                : "";
    }
}
