package org.qmp4j.protocol;

import java.util.HexFormat;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes text from a peer safe for messages, logs and terminals: it cannot control a terminal, forge a line of a log, or hide or
 * reorder the text next to it.
 *
 * <p>Control characters (U+0000-1F, U+007F-9F), line and paragraph separators, invisible and bidirectional format characters, and
 * lone surrogates become {@code \n}, {@code \r}, {@code \t} or {@code \}{@code uXXXX}. All other characters, also beyond ASCII, stay
 * unchanged; a backslash is not doubled, because the result is for people.
 */
public final class PeerText {
    /** How much of a peer's text a message quotes at most, in bytes of UTF-8. */
    public static final int MAX_QUOTED_BYTES = 4096;

    /** No log entry begins like this, so such a line cannot be mistaken for an entry. */
    private static final String NEXT_LINE = "\n    | ";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PeerText() {}

    /** Whether a character can be shown unchanged. */
    public static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** A character as a JSON escape: {@code \n}, {@code \}{@code u001B}. */
    public static String escape(int codePoint) {
        return switch (codePoint) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default ->
                Character.toString(codePoint)
                        .chars()
                        .mapToObj(c -> "\\u" + HEX.toHexDigits((char) c))
                        .collect(Collectors.joining());
        };
    }

    /** The whole text on one line. */
    public static String oneLine(String text) {
        return escaped(text, PeerText::isPrintable);
    }

    /** The whole text with its lines and tabs, for a terminal. */
    public static String lines(String text) {
        return escaped(text, c -> c == '\n' || c == '\t' || isPrintable(c));
    }

    /** The beginning of a text on one line, for a message: {@value #MAX_QUOTED_BYTES} bytes, and a note if more was cut. */
    public static String quote(String text) {
        int end = 0;
        for (int left = MAX_QUOTED_BYTES; end < text.length(); ) {
            int c = text.codePointAt(end);
            left -= size(c);
            if (left < 0) {
                return oneLine(text.substring(0, end)) + "... (cut, " + text.length() + " characters)";
            }
            end += Character.charCount(c);
        }
        return oneLine(text);
    }

    /**
     * The end of the output of a program or a console, for the end of a message: {@value #MAX_QUOTED_BYTES} bytes, and a note if
     * more was cut. Begins with a space, or with a line break if there are several lines.
     */
    public static String output(String text) {
        String stripped = text.strip();
        int start = stripped.length();
        for (int left = MAX_QUOTED_BYTES; start > 0 && left > 0; ) {
            int c = stripped.codePointBefore(start);
            left -= c == '\n' ? NEXT_LINE.length() : size(c);
            start -= left < 0 ? 0 : Character.charCount(c);
        }
        String cut = start == 0 ? "" : "(cut, " + stripped.length() + " characters) ...";
        List<String> lines = (cut + stripped.substring(start))
                .lines()
                .map(line -> oneLine(line.stripTrailing()))
                .toList();
        return lines.size() > 1 ? NEXT_LINE + String.join(NEXT_LINE, lines) : " " + String.join("", lines);
    }

    /** A message on one line, except for the lines of {@link #output}. */
    public static String message(String text) {
        if (text.indexOf(NEXT_LINE) < 0) {
            return oneLine(text);
        }
        return List.of(text.split(Pattern.quote(NEXT_LINE), -1)).stream()
                .map(PeerText::oneLine)
                .collect(Collectors.joining(NEXT_LINE));
    }

    private static int size(int codePoint) {
        if (!isPrintable(codePoint)) {
            return escape(codePoint).length();
        }
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    private static String escaped(String text, IntPredicate isKept) {
        if (text.codePoints().allMatch(isKept)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (isKept.test(c)) {
                escaped.appendCodePoint(c);
            } else {
                escaped.append(escape(c));
            }
        });
        return escaped.toString();
    }
}
