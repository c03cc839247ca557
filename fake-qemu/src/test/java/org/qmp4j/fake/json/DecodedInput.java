package org.qmp4j.fake.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Collects the values and errors of an input, one line for each. */
final class DecodedInput implements JsonInput.Receiver {
    private final List<String> lines = new ArrayList<>();

    /** Decodes a text. Each char of it is a byte. */
    static List<String> of(JsonInput.Recovery recovery, String text) {
        DecodedInput decoded = new DecodedInput();
        JsonInput input = new JsonInput(recovery, decoded);
        for (byte b : text.getBytes(StandardCharsets.ISO_8859_1)) {
            input.feed(b);
        }
        return decoded.lines;
    }

    @Override
    public void value(JsonNode value) {
        lines.add(DeepJson.text(value));
    }

    @Override
    public void unreadable(String reason) {
        lines.add("! " + reason);
    }
}
