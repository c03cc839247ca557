package org.qmp4j.machine;

import java.util.List;

/**
 * What was waited for on a console.
 *
 * @param before what came before it, since the last match
 * @param text what matched
 * @param groups what the groups of the pattern matched, the first at 0; an empty text for a group that took no part
 */
public record ConsoleMatch(String before, String text, List<String> groups) {
    /** Copies them. */
    public ConsoleMatch {
        groups = List.copyOf(groups);
    }
}
