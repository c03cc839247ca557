package org.qmp4j.fake.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What an input tells of bytes, a line for each thing. */
final class Heard implements JsonInput.Receiver {
    private final List<String> lines = new ArrayList<>();

    /** Each char of the text is a byte. */
    static List<String> of(JsonInput.Recovery recovery, String text) {
        Heard heard = new Heard();
        JsonInput input = new JsonInput(recovery, heard);
        for (byte b : text.getBytes(StandardCharsets.ISO_8859_1)) {
            input.feed(b);
        }
        return heard.lines;
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
