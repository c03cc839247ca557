package org.qmp4j.schema.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.qmp4j.schema.model.Location;
import org.qmp4j.schema.source.DocComment.Kind;

/** A documentation comment while it is read. */
final class CommentDraft {
    private final Location at;
    private final Optional<String> symbol;
    private final List<SectionDraft> sections = new ArrayList<>();

    CommentDraft(Location at, Optional<String> symbol) {
        this.at = at;
        this.symbol = symbol;
        begin(Kind.BODY, "", at);
    }

    SectionDraft begin(Kind kind, String name, Location begins) {
        SectionDraft section = new SectionDraft(kind, name, begins);
        sections.add(section);
        return section;
    }

    SectionDraft last() {
        return sections.get(sections.size() - 1);
    }

    List<SectionDraft> sections() {
        return sections;
    }

    boolean has(Kind kind) {
        return sections.stream().anyMatch(section -> section.kind == kind);
    }

    boolean has(Kind kind, String name) {
        return sections.stream().anyMatch(section -> section.kind == kind && section.name.equals(name));
    }

    DocComment finished() {
        return new DocComment(
                at, symbol, sections.stream().map(SectionDraft::finished).toList());
    }

    /** A section while it is read. */
    static final class SectionDraft {
        final Kind kind;
        final String name;
        final StringBuilder text = new StringBuilder();
        private Location begins;

        private SectionDraft(Kind kind, String name, Location begins) {
            this.kind = kind;
            this.name = name;
            this.begins = begins;
        }

        Location begins() {
            return begins;
        }

        void beginsAt(Location place) {
            begins = place;
        }

        void line(String line) {
            text.append(line).append('\n');
        }

        /** Cuts off the empty lines around it. */
        SectionDraft trim() {
            String inner = text.toString().replaceAll("\\A\\n+|\\n+\\z", "");
            text.setLength(0);
            text.append(inner);
            return this;
        }

        private DocComment.Section finished() {
            return new DocComment.Section(kind, name, text.toString(), begins);
        }
    }
}
