package org.qmp4j.fake.json;

import java.nio.charset.StandardCharsets;

/**
 * A word of JSON.
 *
 * @param bytes as they came in
 * @param line of its last byte, from 1
 * @param column of its last byte, from 1
 */
record Token(Kind kind, byte[] bytes, int line, int column) {
    enum Kind {
        OPEN_OBJECT,
        CLOSE_OBJECT,
        OPEN_LIST,
        CLOSE_LIST,
        COLON,
        COMMA,
        STRING,
        INTEGER,
        DECIMAL,
        KEYWORD,
        /** What begins no word, or breaks off within one. */
        ERROR
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
