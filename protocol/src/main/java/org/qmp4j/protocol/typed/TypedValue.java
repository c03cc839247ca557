package org.qmp4j.protocol.typed;

import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.QmpJson;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * A generated value that has a form in JSON: a struct, a union, an alternate, the data of an event or the arguments of a command.
 * Immutable.
 *
 * <p>Generated classes other than events make such a value from JSON with {@code fromJson(String)} and {@code
 * fromTree(JsonNode)}; both read what {@link #toJson()} and {@link #toTree()} return.
 */
public interface TypedValue {
    /** Writes the value as JSON; of a command, the object with its arguments. */
    void write(JsonGenerator out);

    /**
     * The value as JSON without spaces, such as {@code {"driver":"null-co","node-name":"disk0"}}; of a command, the object with
     * its arguments, {@code {}} without any. It contains secrets; {@code toString()} does not.
     *
     * @throws tools.jackson.core.JacksonException if the value contains a number that is infinite or not a number
     */
    default String toJson() {
        return QmpJson.toText(this::write);
    }

    /**
     * The same JSON as a tree.
     *
     * @throws tools.jackson.core.JacksonException if the value contains a number that is infinite or not a number
     */
    default JsonNode toTree() {
        return JsonText.of(toJson()).tree();
    }

    /**
     * Appends the text of {@code toString()}. A value that contains other values appends their text in the same way, so the work
     * is proportional to the length of the text, however deep the values nest.
     */
    default void appendTo(StringBuilder text) {
        text.append(this);
    }
}
