package org.qmp4j.schema.source;

import java.util.List;
import java.util.Optional;
import org.qmp4j.schema.model.Location;

/**
 * A documentation comment, cut into its sections but not yet held against what it documents.
 *
 * @param at where it begins
 * @param symbol the name that it says it documents; empty for free text
 * @param sections in the order of the text; the first is the body, which may be empty
 */
public record DocComment(Location at, Optional<String> symbol, List<Section> sections) {
    /** Copies the list. */
    public DocComment {
        sections = List.copyOf(sections);
    }

    /** What a section is about. */
    public enum Kind {
        /** The description. */
        BODY,
        /** A member, argument, value or branch: {@code @name:}. */
        MEMBER,
        /** A feature: {@code @name:} below {@code Features:}. */
        FEATURE,
        /** A tagged section such as {@code Returns:} or {@code Since:}. */
        TAGGED,
        /** Text between others, without a tag. */
        PLAIN
    }

    /**
     * A section.
     *
     * @param kind what it is about
     * @param name of the member, the feature or the tag as it is written; empty for body and plain text
     * @param text without the comment's marks and common indentation
     * @param at where it begins
     */
    public record Section(Kind kind, String name, String text, Location at) {}
}
