package org.qmp4j.schema.model;

import java.util.Optional;

/**
 * A place in a schema file.
 *
 * @param file the file as the user or the including file named it, resolved against the including file's folder
 * @param line from 1 on
 * @param column from 1 on; 0 where the whole line is meant
 * @param includedFrom the line that included the file; empty for the file that was asked for
 */
public record Location(String file, int line, int column, Optional<Location> includedFrom) {
    /** A line of the same file. */
    public Location atLine(int other) {
        return new Location(file, other, 0, includedFrom);
    }

    /** A line for each file that includes this one, outermost first; empty if there is none. */
    public String trail() {
        return includedFrom
                .map(from -> from.trail() + "In file included from " + from + ":\n")
                .orElse("");
    }

    /** {@code file:line:column}, or {@code file:line}. */
    @Override
    public String toString() {
        return file + ":" + line + (column > 0 ? ":" + column : "");
    }
}
