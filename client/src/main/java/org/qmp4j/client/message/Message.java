package org.qmp4j.client.message;

import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.ErrorClass;
import org.qmp4j.protocol.Greeting;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.RawEvent;

/** A message from a monitor or a guest agent. */
public sealed interface Message {
    /** {@code {"QMP": {"version": ..., "capabilities": ...}}}. */
    record GreetingMessage(JsonText value) implements Message {
        /**
         * Decodes the greeting.
         *
         * @throws MalformedMessageException if it is not a greeting, or much longer than QEMU's
         */
        public Greeting greeting() throws MalformedMessageException {
            return GreetingReader.read(value);
        }
    }

    /** {@code {"event": ..., "timestamp": ..., "data": ...}}. */
    record EventMessage(RawEvent event) implements Message {}

    /** A reply to a command. */
    sealed interface Reply extends Message {
        /**
         * The command's id as JSON text; null if the reply has no id. An id that is longer than all ids of this client
         * is cut.
         */
        @Nullable
        String id();

        /** The whole message. */
        JsonText text();
    }

    /** {@code {"return": ..., "id": ...}}. */
    record Success(@Nullable String id, JsonText value, JsonText text) implements Reply {}

    /**
     * {@code {"error": {"class": ..., "desc": ...}, "id": ...}}.
     *
     * @param description QEMU's text, cut after 8 KiB; {@code text} has all of it
     */
    record Failure(@Nullable String id, ErrorClass errorClass, String description, JsonText text) implements Reply {}
}
