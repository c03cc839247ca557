package org.qmp4j.client.message;

import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.ErrorClass;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.RawEvent;

/** What a monitor or an agent says. */
public sealed interface Message {
    /** {@code {"QMP": {"version": ..., "capabilities": ...}}}. */
    record GreetingMessage(org.qmp4j.protocol.Greeting greeting) implements Message {}

    /** {@code {"event": ..., "timestamp": ..., "data": ...}}. */
    record EventMessage(RawEvent event) implements Message {}

    /** An answer to a command. */
    sealed interface Reply extends Message {
        /** The command's id as JSON text, null where the answer has none. */
        @Nullable
        String id();

        /** The whole message. */
        JsonText text();
    }

    /** {@code {"return": ..., "id": ...}}. */
    record Success(@Nullable String id, JsonText value, JsonText text) implements Reply {}

    /** {@code {"error": {"class": ..., "desc": ...}, "id": ...}}. */
    record Failure(@Nullable String id, ErrorClass errorClass, String description, JsonText text) implements Reply {}
}
