package org.qmp4j.it.support;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON as text, read without the client. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** The value that the text stands for; the order of members does not matter to its {@code equals}. */
    public static JsonNode of(String text) {
        return MAPPER.readTree(text);
    }
}
