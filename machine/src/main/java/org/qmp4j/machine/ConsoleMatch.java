package org.qmp4j.machine;

import java.util.List;

/**
 * A match on a console.
 *
 * @param before the output between the last match and this one
 * @param text the text that matched
 * @param groups the texts that the groups of the pattern matched, the first at index 0; empty for a group that did not match
 */
public record ConsoleMatch(String before, String text, List<String> groups) {
    /** Copies the groups. */
    public ConsoleMatch {
        groups = List.copyOf(groups);
    }
}
