package org.qmp4j.schema.source;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.qmp4j.schema.SchemaException;
import org.qmp4j.schema.model.Location;

/** Splits a schema file into tokens, and knows the location of the current one. */
final class Lexer {
    /** The end of the file, after the last token. */
    static final char END = '\0';

    private static final Pattern STRAY = Pattern.compile("[^\\[\\]{}:,\\s']+");

    private final String source;
    private final String file;
    private final Optional<Location> includedFrom;
    private int cursor;
    private int position;
    private int lineStart;
    private int line = 1;
    private char token = END;
    private String text = "";

    Lexer(String source, String file, Optional<Location> includedFrom) {
        String plain = source.replace("\r\n", "\n").replace('\r', '\n');
        this.source = plain.endsWith("\n") ? plain : plain + "\n";
        this.file = file;
        this.includedFrom = includedFrom;
    }

    /** One of <code>{ } [ ] : ,</code>, or {@code '} for a string, t and f for booleans, # for a comment, or the end. */
    char token() {
        return token;
    }

    /** What is in the string, or the line of the comment. */
    String text() {
        return text;
    }

    /** The line of the current token. */
    Location location() {
        return new Location(file, line, 0, includedFrom);
    }

    /** A refusal of the current token. */
    SchemaException refusal(String reason) {
        return refusal(reason, position);
    }

    /** A refusal of a place in the comment line that is the current token. */
    SchemaException refusalWithin(String reason, int offset) {
        return refusal(reason, lineStart + offset);
    }

    private SchemaException refusal(String reason, int place) {
        int column = 1;
        for (int i = lineStart; i < place; i++) {
            // QEMU's own arithmetic for tabs, so that the columns are those of its messages.
            column = source.charAt(i) == '\t' ? (column + 7) % 8 + 1 : column + 1;
        }
        return new SchemaException(new Location(file, line, column, includedFrom), reason);
    }

    /** Goes to the next token that is not an ordinary comment; {@code ##} begins one that is not ordinary. */
    void next() {
        advance(false);
    }

    /** Goes to the next token, comments included. */
    void nextWithComments() {
        advance(true);
    }

    private void advance(boolean comments) {
        do {
            position = cursor;
            token = source.charAt(cursor++);
            text = "";
        } while (!isToken(comments));
    }

    private boolean isToken(boolean comments) {
        if (token == '#') {
            return comment(comments);
        }
        if ("{}:,[]".indexOf(token) >= 0) {
            return true;
        }
        if (token == '\'') {
            string();
            return true;
        }
        if (source.startsWith("true", position) || source.startsWith("false", position)) {
            cursor = position + (token == 't' ? 4 : 5);
            return true;
        }
        return token == '\n' ? newline() : blank();
    }

    private boolean comment(boolean wanted) {
        boolean documentation = source.charAt(cursor) == '#';
        cursor = source.indexOf('\n', cursor);
        text = source.substring(position, cursor);
        return wanted || documentation;
    }

    private boolean newline() {
        if (cursor == source.length()) {
            token = END;
            return true;
        }
        line++;
        lineStart = cursor;
        return false;
    }

    private boolean blank() {
        if (Character.isWhitespace(token)) {
            return false;
        }
        Matcher word = STRAY.matcher(source).region(position, source.length());
        throw refusal("stray '" + (word.lookingAt() ? word.group() : token) + "'");
    }

    private void string() {
        StringBuilder string = new StringBuilder();
        while (true) {
            char letter = source.charAt(cursor++);
            if (letter == '\n') {
                throw refusal("missing terminating \"'\"");
            }
            if (letter == '\'') {
                text = string.toString();
                return;
            }
            string.append(letter == '\\' ? escaped() : printable(letter));
        }
    }

    private char escaped() {
        char letter = source.charAt(cursor++);
        if (letter == '\n') {
            throw refusal("missing terminating \"'\"");
        }
        if (letter != '\\') {
            throw refusal("unknown escape \\" + letter);
        }
        return letter;
    }

    private char printable(char letter) {
        if (letter < ' ' || letter >= 127) {
            throw refusal("funny character in string");
        }
        return letter;
    }
}
