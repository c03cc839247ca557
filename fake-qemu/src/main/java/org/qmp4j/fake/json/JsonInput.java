package org.qmp4j.fake.json;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Splits bytes into JSON values as QEMU does: a value ends where its brackets are balanced, independent of lines. A value that
 * cannot be read is reported, and reading continues after it.
 *
 * <p>Not safe for threads.
 */
public final class JsonInput {
    /** How deep a value may be nested. */
    public static final int MAX_NESTING = 1024;
    /** The maximum number of tokens of a value. */
    public static final int MAX_TOKENS = 1 << 21;
    /** The maximum number of bytes of the tokens of a value. */
    public static final int MAX_BYTES = 64 << 20;

    /** Receives what was read. */
    public interface Receiver {
        /** A whole value. */
        void value(JsonNode value);

        /**
         * Something that is no JSON.
         *
         * @param reason QEMU's message, for example {@code JSON parse error, expecting value}
         */
        void unreadable(String reason);
    }

    private final Receiver receiver;
    private final Recovery recovery;
    private final Lexer lexer = new Lexer(this::token);
    private final List<Token> tokens = new ArrayList<>();
    private int braces;
    private int brackets;
    private long bytes;
    /** Within a value that broke a limit, of which the rest is passed over. */
    private boolean skipping;

    /** How QEMU goes on after a value that breaks a limit. */
    public enum Recovery {
        /** Up to 10.2: at once, so that what is left of the value gives further errors. */
        AT_ONCE,
        /** From 11: where the value ends, or at the next byte that is not JSON. Errors contain their position. */
        BEHIND_THE_VALUE
    }

    /** Begins with no byte read. */
    public JsonInput(Recovery recovery, Receiver receiver) {
        this.recovery = recovery;
        this.receiver = receiver;
    }

    /** Reads a byte. The receiver may be called several times for one byte. */
    public void feed(byte b) {
        lexer.feed(b & 0xFF);
        // A word within a limit of its own: one string without end.
        if (bytes + lexer.pendingBytes() > MAX_BYTES) {
            lexer.drop();
            overflow("JSON token size limit exceeded");
        }
    }

    private void token(Token token) {
        if (skipping) {
            skip(token);
            return;
        }
        if (token.kind() == Token.Kind.ERROR) {
            fail(token, "stray '" + token.text() + "'");
            return;
        }
        count(token);
        tokens.add(token);
        bytes += token.bytes().length;
        if (bytes > MAX_BYTES) {
            overflow("JSON token size limit exceeded");
        } else if (tokens.size() > MAX_TOKENS) {
            overflow("JSON token count limit exceeded");
        } else if (braces + brackets > MAX_NESTING) {
            overflow("JSON nesting depth limit exceeded");
        } else if (isWhole()) {
            read();
        }
    }

    private void count(Token token) {
        switch (token.kind()) {
            case OPEN_OBJECT -> braces++;
            case CLOSE_OBJECT -> braces--;
            case OPEN_LIST -> brackets++;
            case CLOSE_LIST -> brackets--;
            default -> {}
        }
    }

    /** Every bracket is closed; or one was that had not been opened, and nothing good can come. */
    private boolean isWhole() {
        return braces < 0 || brackets < 0 || braces + brackets == 0;
    }

    private void read() {
        List<Token> whole = List.copyOf(tokens);
        reset();
        JsonNode value;
        try {
            value = new ValueReader(whole).read();
        } catch (UnreadableException wrong) {
            fail(wrong.token(), wrong.reason());
            return;
        }
        receiver.value(value);
    }

    private void fail(Token at, String reason) {
        reset();
        String place = recovery == Recovery.BEHIND_THE_VALUE ? at.place() + ": " : "";
        receiver.unreadable(place + "JSON parse error, " + reason);
    }

    private void overflow(String reason) {
        tokens.clear();
        bytes = 0;
        skipping = recovery == Recovery.BEHIND_THE_VALUE && !isWhole();
        if (!skipping) {
            reset();
        }
        receiver.unreadable(reason);
    }

    private void skip(Token token) {
        count(token);
        if (token.kind() == Token.Kind.ERROR || isWhole()) {
            skipping = false;
            reset();
        }
    }

    private void reset() {
        tokens.clear();
        braces = 0;
        brackets = 0;
        bytes = 0;
    }
}
