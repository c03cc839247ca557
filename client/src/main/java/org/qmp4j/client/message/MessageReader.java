package org.qmp4j.client.message;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.Capability;
import org.qmp4j.protocol.ErrorClass;
import org.qmp4j.protocol.Greeting;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.QemuVersion;
import org.qmp4j.protocol.RawEvent;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Tells what kind of message a JSON text is, and finds the parts that say whom it concerns. */
public final class MessageReader {
    private MessageReader() {}

    /**
     * Reads one message.
     *
     * @param json the whole text; belongs to the message from now on
     * @param firstNestedEnd where the first object or array inside of it ends; 0 where that is not known
     * @throws MalformedMessageException if it is none of the protocol
     */
    public static Message read(byte[] json, int firstNestedEnd) throws MalformedMessageException {
        try {
            return new Parts(json, firstNestedEnd).message();
        } catch (JacksonException broken) {
            throw new MalformedMessageException("a message is no valid JSON: " + broken.getOriginalMessage(), broken);
        }
    }

    /** The members of a message by name, in whatever order they came. */
    private static final class Parts {
        private final JsonText text;
        private @Nullable String id;
        private @Nullable JsonText success;
        private @Nullable JsonText error;
        private @Nullable String event;
        private @Nullable JsonText data;
        private @Nullable Instant timestamp;
        private @Nullable JsonText greeting;

        Parts(byte[] json, int firstNestedEnd) throws MalformedMessageException {
            text = JsonText.wrap(json, 0, json.length);
            ObjectMembers members = new ObjectMembers(json, 0, json.length, firstNestedEnd);
            while (members.next()) {
                take(members);
            }
        }

        private void take(ObjectMembers member) throws MalformedMessageException {
            if (member.isNamed("return")) {
                success = member.value();
            } else if (member.isNamed("id")) {
                id = member.valueAsString();
            } else if (member.isNamed("event")) {
                event = member.isPlainString()
                        ? member.plainString()
                        : member.value().tree().asString();
            } else if (member.isNamed("timestamp")) {
                timestamp = timestamp(member.members());
            } else if (member.isNamed("data")) {
                data = member.value();
            } else if (member.isNamed("error")) {
                error = member.value();
            } else if (member.isNamed("QMP")) {
                greeting = member.value();
            }
        }

        Message message() throws MalformedMessageException {
            if (event != null) {
                return new Message.EventMessage(new RawEvent(event, timestamp, data, text));
            }
            if (success != null) {
                return new Message.Success(id, success, text);
            }
            if (error != null) {
                JsonNode tree = error.tree();
                ErrorClass errorClass = ErrorClass.of(tree.path("class").asString("GenericError"));
                return new Message.Failure(id, errorClass, tree.path("desc").asString(""), text);
            }
            if (greeting != null) {
                return new Message.GreetingMessage(greeting(greeting.tree()));
            }
            throw new MalformedMessageException(
                    "a message is neither greeting nor answer nor event: " + shortened(text.toString()), null);
        }

        private static String shortened(String message) {
            return message.length() <= 100 ? message : message.substring(0, 100) + "...";
        }
    }

    // QEMU sends -1 for both where it cannot read the clock.
    private static @Nullable Instant timestamp(ObjectMembers members) throws MalformedMessageException {
        long seconds = -1;
        long microseconds = 0;
        try {
            while (members.next()) {
                if (members.isNamed("seconds")) {
                    seconds = members.valueAsLong();
                } else if (members.isNamed("microseconds")) {
                    microseconds = members.valueAsLong();
                }
            }
            return seconds < 0 ? null : Instant.ofEpochSecond(seconds, Math.multiplyExact(microseconds, 1000));
        } catch (ArithmeticException | DateTimeException broken) {
            throw new MalformedMessageException("an event has no readable timestamp", broken);
        }
    }

    private static Greeting greeting(JsonNode greeting) {
        JsonNode version = greeting.path("version");
        JsonNode numbers = version.path("qemu");
        Set<Capability> capabilities = new HashSet<>();
        greeting.path("capabilities").forEach(name -> capabilities.add(Capability.of(name.asString())));
        return new Greeting(
                new QemuVersion(
                        numbers.path("major").asInt(0),
                        numbers.path("minor").asInt(0),
                        numbers.path("micro").asInt(0),
                        version.path("package").asString("")),
                capabilities);
    }
}
