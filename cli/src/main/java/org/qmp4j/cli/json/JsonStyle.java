package org.qmp4j.cli.json;

/**
 * The layout of printed JSON.
 *
 * @param pretty whether to print on several lines, for people, instead of one line, for programs
 * @param colour whether to print in colours, for a terminal
 */
public record JsonStyle(boolean pretty, boolean colour) {
    /** One line without colours, for programs. */
    public static final JsonStyle PLAIN = new JsonStyle(false, false);
}
