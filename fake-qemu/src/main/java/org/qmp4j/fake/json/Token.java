package org.qmp4j.fake.json;

import java.nio.charset.StandardCharsets;

/** A JSON token, and the position of its last byte. */
final class Token {
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

    private final Kind kind;
    private final byte[] bytes;
    private final int line;
    private final int column;

    /**
     * A word.
     *
     * @param bytes as they came in
     * @param line from 1
     * @param column from 1
     */
    Token(Kind kind, byte[] bytes, int line, int column) {
        this.kind = kind;
        this.bytes = bytes;
        this.line = line;
        this.column = column;
    }

    Kind kind() {
        return kind;
    }

    byte[] bytes() {
        return bytes;
    }

    /** {@code 2:7}. */
    String place() {
        return line + ":" + column;
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
