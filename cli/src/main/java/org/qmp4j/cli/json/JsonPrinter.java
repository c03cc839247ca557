package org.qmp4j.cli.json;

import org.qmp4j.protocol.PeerText;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/**
 * Prints JSON, token by token. Numbers are copied as text, so they are not changed. Characters beyond ASCII are not escaped,
 * except those that {@link PeerText} escapes: terminals interpret them, or UTF-8 cannot encode them.
 */
public final class JsonPrinter {
    private static final String INDENT = "  ";
    private static final String NAME_COLOUR = "\u001b[36m";
    private static final String STRING_COLOUR = "\u001b[32m";
    private static final String LITERAL_COLOUR = "\u001b[33m";
    private static final String NO_COLOUR = "\u001b[0m";

    private final JsonStyle style;
    private final StringBuilder text = new StringBuilder();
    private int depth;
    private boolean containerIsEmpty = true;
    private boolean afterName;

    /** Creates a printer without output. */
    public JsonPrinter(JsonStyle style) {
        this.style = style;
    }

    /** Returns one value as text. The parser is positioned before the value. */
    public static String print(JsonParser in, JsonStyle style) {
        return new JsonPrinter(style).copyValue(in).toString();
    }

    /** Copies one value. The parser is positioned before the value. */
    public JsonPrinter copyValue(JsonParser in) {
        int open = 0;
        do {
            JsonToken token = in.nextToken();
            if (token == null) {
                throw new StreamReadException(in, "expected a JSON value, found the end of the text");
            }
            copy(in, token);
            open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        } while (open > 0);
        return this;
    }

    private void copy(JsonParser in, JsonToken token) {
        switch (token) {
            case START_OBJECT -> start('{');
            case START_ARRAY -> start('[');
            case END_OBJECT -> end('}');
            case END_ARRAY -> end(']');
            case PROPERTY_NAME -> name(in.currentName());
            case VALUE_STRING -> string(in.getString());
            default -> literal(in.getString());
        }
    }

    /** Begins an object or an array. */
    public JsonPrinter start(char bracket) {
        beginElement();
        text.append(bracket);
        depth++;
        containerIsEmpty = true;
        return this;
    }

    /** Ends an object or an array. */
    public JsonPrinter end(char bracket) {
        depth--;
        if (!containerIsEmpty) {
            newLine();
        }
        containerIsEmpty = false;
        text.append(bracket);
        return this;
    }

    /** Prints the name of the next member. */
    public JsonPrinter name(String name) {
        beginElement();
        coloured(NAME_COLOUR, () -> quoted(name));
        text.append(style.pretty() ? ": " : ":");
        afterName = true;
        return this;
    }

    /** Prints a string. */
    public JsonPrinter string(String value) {
        beginElement();
        coloured(STRING_COLOUR, () -> quoted(value));
        return this;
    }

    /** A number, a boolean or null. */
    private void literal(String literal) {
        beginElement();
        coloured(LITERAL_COLOUR, () -> text.append(literal));
    }

    private void beginElement() {
        if (afterName) {
            afterName = false;
        } else if (depth > 0) {
            text.append(containerIsEmpty ? "" : ",");
            containerIsEmpty = false;
            newLine();
        }
    }

    private void newLine() {
        if (style.pretty()) {
            text.append('\n').append(INDENT.repeat(depth));
        }
    }

    private void coloured(String colour, Runnable content) {
        text.append(style.colour() ? colour : "");
        content.run();
        text.append(style.colour() ? NO_COLOUR : "");
    }

    private void quoted(String value) {
        text.append('"');
        value.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                text.append('\\').append((char) c);
            } else if (PeerText.isPrintable(c)) {
                text.appendCodePoint(c);
            } else {
                text.append(PeerText.escape(c));
            }
        });
        text.append('"');
    }

    /** The output so far. */
    @Override
    public String toString() {
        return text.toString();
    }
}
