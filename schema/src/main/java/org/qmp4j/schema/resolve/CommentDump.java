package org.qmp4j.schema.resolve;

import org.qmp4j.schema.Dialect;
import org.qmp4j.schema.source.DocComment;
import org.qmp4j.schema.source.DocComment.Kind;
import org.qmp4j.schema.source.DocComment.Section;

/** Prints a documentation comment. */
final class CommentDump {
    private final Dialect dialect;
    private final StringBuilder text = new StringBuilder();

    CommentDump(Dialect dialect) {
        this.dialect = dialect;
    }

    String dump(DocComment comment) {
        line(comment.symbol().map(symbol -> "doc symbol=" + symbol).orElse("doc freeform"));
        each(comment, Kind.BODY, "    body=");
        each(comment, Kind.MEMBER, "    arg=");
        each(comment, Kind.FEATURE, "    feature=");
        for (Section section : comment.sections()) {
            if (section.kind() == Kind.TAGGED || section.kind() == Kind.PLAIN) {
                line("    section=" + title(section));
                line(section.text());
            }
        }
        return text.toString();
    }

    private void each(DocComment comment, Kind kind, String title) {
        for (Section section : comment.sections()) {
            if (section.kind() == kind) {
                line(title + section.name());
                line(section.text());
            }
        }
    }

    private String title(Section section) {
        boolean old = dialect == Dialect.QEMU_7_2;
        if (section.kind() == Kind.PLAIN) {
            return old ? "None" : "Plain";
        }
        return section.name().equals("TODO") && !old ? "Todo" : section.name();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
