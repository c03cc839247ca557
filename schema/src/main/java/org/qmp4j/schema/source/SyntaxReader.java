package org.qmp4j.schema.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qmp4j.schema.model.Location;

/** Reads values of the schema language. */
final class SyntaxReader {
    /** Deeper than any schema, and shallow enough for every stack. */
    private static final int MAX_NESTING = 200;

    private final Lexer lexer;
    private int depth;

    SyntaxReader(Lexer lexer) {
        this.lexer = lexer;
    }

    /** The value that begins with the current token; afterwards the token after it is the current one. */
    Syntax read() {
        Location at = lexer.location();
        char token = lexer.token();
        String text = lexer.text();
        if ("{['tf".indexOf(token) < 0) {
            throw lexer.refusal("expected '{', '[', string, or boolean");
        }
        if (depth == MAX_NESTING) {
            throw lexer.refusal("nests deeper than " + MAX_NESTING);
        }
        depth++;
        lexer.next();
        Syntax value = switch (token) {
            case '{' -> new Syntax.Members(at, members());
            case '[' -> new Syntax.Elements(at, elements());
            case '\'' -> new Syntax.Text(at, text);
            default -> new Syntax.Flag(at, token == 't');
        };
        depth--;
        return value;
    }

    private Map<String, Syntax> members() {
        Map<String, Syntax> members = new LinkedHashMap<>();
        if (took('}')) {
            return members;
        }
        require('\'', "expected string or '}'");
        while (true) {
            String key = lexer.text();
            lexer.next();
            require(':', "expected ':'");
            lexer.next();
            if (members.containsKey(key)) {
                throw lexer.refusal("duplicate key '" + key + "'");
            }
            members.put(key, read());
            if (took('}')) {
                return members;
            }
            require(',', "expected ',' or '}'");
            lexer.next();
            require('\'', "expected string");
        }
    }

    private List<Syntax> elements() {
        List<Syntax> elements = new ArrayList<>();
        if (took(']')) {
            return elements;
        }
        if ("{['tf".indexOf(lexer.token()) < 0) {
            throw lexer.refusal("expected '{', '[', ']', string, or boolean");
        }
        while (true) {
            elements.add(read());
            if (took(']')) {
                return elements;
            }
            require(',', "expected ',' or ']'");
            lexer.next();
        }
    }

    private boolean took(char token) {
        boolean there = lexer.token() == token;
        if (there) {
            lexer.next();
        }
        return there;
    }

    private void require(char token, String otherwise) {
        if (lexer.token() != token) {
            throw lexer.refusal(otherwise);
        }
    }
}
