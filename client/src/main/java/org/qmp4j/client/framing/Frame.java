package org.qmp4j.client.framing;

import org.qmp4j.protocol.JsonText;

/** One JSON object, from its first brace to its last, as bytes. Its receiver may keep it. */
public sealed interface Frame {
    /** The whole object. */
    JsonText text();

    /**
     * An object in one array.
     *
     * @param firstNestedEnd where the first object or array inside of it ends, so that a large one need not be scanned
     *     again: 12 for <code>{"return":{},"id":7}</code>, 0 if it has no nested value, or if that is not known
     */
    // Nothing compares frames.
    @SuppressWarnings("ArrayRecordComponent")
    record Joined(byte[] json, int firstNestedEnd) implements Frame {
        @Override
        public JsonText text() {
            return JsonText.wrap(json, 0, json.length);
        }
    }

    /** An object in several arrays: it is so long that the reader thread must not join them. */
    record InPieces(JsonText text, Outline outline) implements Frame {}
}
