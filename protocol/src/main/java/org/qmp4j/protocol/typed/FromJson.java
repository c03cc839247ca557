package org.qmp4j.protocol.typed;

import java.util.function.Function;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.PeerText;
import org.qmp4j.protocol.QmpJson;
import org.qmp4j.protocol.Secrets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/** Makes generated values from JSON that a caller gives. For generated code. */
public final class FromJson {
    private FromJson() {}

    /**
     * A value from text.
     *
     * @param type its name, for messages
     * @throws IllegalArgumentException if the text is not one valid JSON value, or if a part of it has another type than the
     *     schema says
     */
    public static <T> T text(String type, String json, Function<TypedReader, T> read) {
        try (JsonParser in = JsonText.of(json).parser()) {
            T value = read.apply(TypedReader.of(in).strict());
            if (in.nextToken() != null) {
                throw failure(type, "the text contains more than one value");
            }
            return value;
        } catch (UnexpectedValue unexpected) {
            throw failure(type, unexpected.getOriginalMessage());
        } catch (JacksonException malformed) {
            // Jackson quotes parts of the text, which may be secret; so the exception is not a cause either.
            String reason = Secrets.maskQuoted(malformed.getOriginalMessage());
            throw failure(
                    type,
                    reason + " (line " + malformed.getLocation().getLineNr() + ", column "
                            + malformed.getLocation().getColumnNr() + ")");
        }
    }

    /**
     * A value from a tree.
     *
     * @param type its name, for messages
     * @throws IllegalArgumentException if the tree is not valid JSON, or if a part of it has another type than the schema says
     */
    public static <T> T tree(String type, JsonNode tree, Function<TypedReader, T> read) {
        String json;
        try {
            json = QmpJson.toText(tree);
        } catch (JacksonException notJson) {
            throw failure(type, notJson.getOriginalMessage());
        }
        return text(type, json, read);
    }

    private static IllegalArgumentException failure(String type, String reason) {
        return new IllegalArgumentException("cannot read " + type + " from JSON: " + PeerText.quote(reason));
    }
}
