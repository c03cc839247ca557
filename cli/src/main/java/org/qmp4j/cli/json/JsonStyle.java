package org.qmp4j.cli.json;

/**
 * How JSON looks.
 *
 * @param pretty on many lines, for people; else on one line, for programs
 * @param colour with the colours of a terminal
 */
public record JsonStyle(boolean pretty, boolean colour) {
    /** For programs. */
    public static final JsonStyle PLAIN = new JsonStyle(false, false);
}
