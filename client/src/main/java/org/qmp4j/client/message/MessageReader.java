package org.qmp4j.client.message;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.framing.Frame;
import org.qmp4j.client.framing.Outline;
import org.qmp4j.protocol.ErrorClass;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.RawEvent;
import tools.jackson.core.JacksonException;

/**
 * Finds the kind of a message, and the parts that its receiver needs.
 *
 * <p>One thread does this for all sockets of the JVM, so no message of a peer may take long. A short message is scanned
 * a fixed number of times, and a long one not at all. No tree is built, and only a limited beginning of each string is
 * decoded.
 */
public final class MessageReader {
    /** QEMU's messages have at most four members, and its errors two. */
    private static final int MAX_MEMBERS = Outline.MOST_MEMBERS;

    /** The longest id of this client has 40 bytes, so a longer one belongs to another client. */
    private static final int MAX_ID_BYTES = 64;

    private static final int MAX_EVENT_NAME_BYTES = 256;
    private static final int MAX_ERROR_CLASS_BYTES = 256;
    private static final int MAX_DESCRIPTION_BYTES = 8 * 1024;

    private MessageReader() {}

    /**
     * Reads one message. The bytes of the frame must not be changed afterwards.
     *
     * @throws MalformedMessageException if it is not a message of the protocol
     */
    public static Message read(Frame frame) throws MalformedMessageException {
        try {
            return new Parts(members(frame)).message(frame.text());
        } catch (JacksonException broken) {
            throw MalformedMessageException.noJson(broken);
        }
    }

    private static Members members(Frame frame) throws MalformedMessageException {
        return frame instanceof Frame.Joined joined
                ? new ObjectMembers(joined)
                : new OutlinedMembers((Frame.InPieces) frame);
    }

    /** The members of a message by name, in any order. If a name occurs several times, the last one counts. */
    private static final class Parts {
        private @Nullable String id;
        private @Nullable JsonText success;
        private boolean isFailure;
        private @Nullable JsonString errorClass;
        private @Nullable JsonString description;
        private @Nullable JsonString event;
        private @Nullable JsonText data;
        private @Nullable Instant timestamp;
        private @Nullable JsonText greeting;

        Parts(Members members) throws MalformedMessageException {
            for (int count = 1; members.next(); count++) {
                if (count > MAX_MEMBERS) {
                    throw new MalformedMessageException("a message has more than " + MAX_MEMBERS + " members", null);
                }
                take(members);
            }
        }

        private void take(Members member) throws MalformedMessageException {
            if (member.isNamed("return")) {
                success = member.value();
            } else if (member.isNamed("id")) {
                id = member.spelling(MAX_ID_BYTES);
            } else if (member.isNamed("event")) {
                event = member.string();
                if (event == null) {
                    throw new MalformedMessageException("the name of an event is not a string", null);
                }
            } else if (member.isNamed("timestamp")) {
                timestamp = timestamp(member.members());
            } else if (member.isNamed("data")) {
                data = member.value();
            } else if (member.isNamed("error")) {
                isFailure = true;
                takeError(member);
            } else if (member.isNamed("QMP")) {
                greeting = member.value();
            }
        }

        private void takeError(Members error) throws MalformedMessageException {
            errorClass = null;
            description = null;
            if (!error.isObject()) {
                return;
            }
            Members members = error.members();
            for (int count = 1; count <= MAX_MEMBERS && members.next(); count++) {
                if (members.isNamed("class")) {
                    errorClass = members.string();
                } else if (members.isNamed("desc")) {
                    description = members.string();
                }
            }
        }

        Message message(JsonText text) throws MalformedMessageException {
            if (event != null) {
                return new Message.EventMessage(new RawEvent(event.text(MAX_EVENT_NAME_BYTES), timestamp, data, text));
            }
            if (success != null) {
                return new Message.Success(id, success, text);
            }
            if (isFailure) {
                return failure(text);
            }
            if (greeting != null) {
                return new Message.GreetingMessage(greeting);
            }
            // Without the message itself: it may contain a secret.
            throw new MalformedMessageException(
                    "a message of " + text.length() + " bytes is neither a greeting nor a reply nor an event", null);
        }

        private Message.Failure failure(JsonText text) {
            ErrorClass known = errorClass == null
                    ? ErrorClass.GENERIC_ERROR
                    : ErrorClass.of(errorClass.text(MAX_ERROR_CLASS_BYTES));
            return new Message.Failure(
                    id, known, description == null ? "" : description.text(MAX_DESCRIPTION_BYTES), text);
        }
    }

    // QEMU sends -1 for both if it cannot read the clock.
    private static @Nullable Instant timestamp(Members members) throws MalformedMessageException {
        long seconds = -1;
        long microseconds = 0;
        try {
            for (int count = 1; count <= MAX_MEMBERS && members.next(); count++) {
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
}
