package org.qmp4j.fake.json;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/**
 * Bytes to tokens, one byte at a time. Strings may use single quotes. After bytes that are no token, everything is skipped
 * up to the next bracket, comma, colon or control character, as QEMU does.
 *
 * <p>Not safe for threads.
 */
final class Lexer {
    private enum State {
        START,
        STRING,
        ESCAPE,
        MINUS,
        ZERO,
        DIGITS,
        POINT,
        FRACTION,
        EXPONENT,
        EXPONENT_SIGN,
        EXPONENT_DIGITS,
        KEYWORD,
        RECOVERY
    }

    private static final int HIGHEST_IN_TEXT = 0xFD;

    private final Consumer<Token> tokens;
    private final ByteArrayOutputStream word = new ByteArrayOutputStream();
    private State state = State.START;
    private int quote;
    private int line = 1;
    private int column;

    Lexer(Consumer<Token> tokens) {
        this.tokens = tokens;
    }

    /** How many bytes the unfinished word has. */
    int pendingBytes() {
        return word.size();
    }

    void drop() {
        word.reset();
        state = State.START;
    }

    void feed(int b) {
        column++;
        while (!step(b)) {
            // The byte ended a word without being part of it: it is looked at again.
        }
        if (b == '\n') {
            line++;
            column = 0;
        }
    }

    /** False where the byte has still to be looked at. */
    private boolean step(int b) {
        return switch (state) {
            case START -> start(b);
            case RECOVERY -> recover(b);
            case STRING -> inString(b);
            case ESCAPE -> isText(b) ? go(State.STRING, b) : fail(b);
            case KEYWORD -> isLetter(b) ? go(State.KEYWORD, b) : end(Token.Kind.KEYWORD);
            default -> inNumber(b);
        };
    }

    private boolean start(int b) {
        switch (b) {
            case ' ', '\t', '\r', '\n' -> {
                return true;
            }
            case '{' -> emit(Token.Kind.OPEN_OBJECT, b);
            case '}' -> emit(Token.Kind.CLOSE_OBJECT, b);
            case '[' -> emit(Token.Kind.OPEN_LIST, b);
            case ']' -> emit(Token.Kind.CLOSE_LIST, b);
            case ':' -> emit(Token.Kind.COLON, b);
            case ',' -> emit(Token.Kind.COMMA, b);
            case '"', '\'' -> {
                quote = b;
                go(State.STRING, b);
            }
            case '-' -> go(State.MINUS, b);
            case '0' -> go(State.ZERO, b);
            default -> {
                if (isDigit(b)) {
                    go(State.DIGITS, b);
                } else if (isLetter(b)) {
                    go(State.KEYWORD, b);
                } else {
                    fail(b);
                }
            }
        }
        return true;
    }

    private boolean inString(int b) {
        if (b == quote) {
            emit(Token.Kind.STRING, b);
            return true;
        }
        if (b == '\\') {
            return go(State.ESCAPE, b);
        }
        return isText(b) ? go(State.STRING, b) : fail(b);
    }

    private boolean inNumber(int b) {
        return switch (state) {
            case MINUS -> b == '0' ? go(State.ZERO, b) : isDigit(b) ? go(State.DIGITS, b) : fail(b);
            // QEMU accepts no exponent after a zero: 0e1 is 0, and then a keyword.
            case ZERO -> isDigit(b) ? fail(b) : b == '.' ? go(State.POINT, b) : end(Token.Kind.INTEGER);
            case DIGITS -> isDigit(b) ? go(State.DIGITS, b) : afterInteger(b);
            case POINT -> isDigit(b) ? go(State.FRACTION, b) : fail(b);
            case FRACTION ->
                isDigit(b)
                        ? go(State.FRACTION, b)
                        : (b == 'e' || b == 'E') ? go(State.EXPONENT, b) : end(Token.Kind.DECIMAL);
            case EXPONENT ->
                isDigit(b)
                        ? go(State.EXPONENT_DIGITS, b)
                        : (b == '+' || b == '-') ? go(State.EXPONENT_SIGN, b) : fail(b);
            case EXPONENT_SIGN -> isDigit(b) ? go(State.EXPONENT_DIGITS, b) : fail(b);
            default -> isDigit(b) ? go(State.EXPONENT_DIGITS, b) : end(Token.Kind.DECIMAL);
        };
    }

    private boolean afterInteger(int b) {
        return switch (b) {
            case '.' -> go(State.POINT, b);
            case 'e', 'E' -> go(State.EXPONENT, b);
            default -> end(Token.Kind.INTEGER);
        };
    }

    private boolean recover(int b) {
        if (b >= 0x20 && b <= HIGHEST_IN_TEXT && "[]{},:".indexOf(b) < 0) {
            return true;
        }
        state = State.START;
        return false;
    }

    private boolean go(State next, int b) {
        word.write(b);
        state = next;
        return true;
    }

    private boolean fail(int b) {
        word.write(b);
        finish(Token.Kind.ERROR, State.RECOVERY);
        return true;
    }

    private void emit(Token.Kind kind, int b) {
        word.write(b);
        finish(kind, State.START);
    }

    private boolean end(Token.Kind kind) {
        finish(kind, State.START);
        return false;
    }

    private void finish(Token.Kind kind, State next) {
        Token token = new Token(kind, word.toByteArray(), line, column);
        word.reset();
        state = next;
        tokens.accept(token);
    }

    private static boolean isText(int b) {
        return b >= 0x20 && b <= HIGHEST_IN_TEXT;
    }

    private static boolean isDigit(int b) {
        return b >= '0' && b <= '9';
    }

    private static boolean isLetter(int b) {
        return b >= 'a' && b <= 'z';
    }
}
