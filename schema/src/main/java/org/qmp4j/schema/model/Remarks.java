package org.qmp4j.schema.model;

import java.util.List;
import java.util.Optional;

/**
 * What the documentation says of a thing.
 *
 * @param since the version of QEMU that brought it, for example {@code 2.12}
 * @param seen the version of QEMU whose introspection was the first to show it, where its source was not read; {@code
 *     since} may be older
 * @param removed the version of QEMU that has it no more
 * @param unit of a number, in English and in the plural, for example {@code bytes}
 * @param text the description; empty if the schema was read from introspection or facts, which have no descriptions
 * @param sections what follows the description; only definitions have such
 */
public record Remarks(
        Optional<String> since,
        Optional<String> seen,
        Optional<String> removed,
        Optional<String> unit,
        String text,
        List<Section> sections) {
    /** No remarks. */
    public static final Remarks NONE =
            new Remarks(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), "", List.of());

    /** Copies the list. */
    public Remarks {
        sections = List.copyOf(sections);
    }

    /** The same with the version that brought it, if that is known. */
    public Remarks withSince(Optional<String> version) {
        return new Remarks(version, seen, removed, unit, text, sections);
    }

    /** The same, of a thing that the introspection of that version was the first to show. */
    public Remarks seenIn(String version) {
        return new Remarks(since, Optional.of(version), removed, unit, text, sections);
    }

    /** The same, of a thing that that version no longer has; where one is noted that removed it before, that stays. */
    public Remarks removedIn(String version) {
        return new Remarks(since, seen, removed.or(() -> Optional.of(version)), unit, text, sections);
    }

    /**
     * A section of a documentation comment.
     *
     * @param name as in the source, without its colon, for example {@code Returns}, {@code Errors}; empty for plain text
     */
    public record Section(String name, String text) {}
}
