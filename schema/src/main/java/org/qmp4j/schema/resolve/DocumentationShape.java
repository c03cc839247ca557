package org.qmp4j.schema.resolve;

import java.util.Optional;
import org.qmp4j.schema.SchemaException;
import org.qmp4j.schema.source.DocComment;
import org.qmp4j.schema.source.DocComment.Kind;
import org.qmp4j.schema.source.DocComment.Section;

/** Whether a definition has the documentation comment that it must have, with the sections that its kind may have. */
final class DocumentationShape {
    private final Rules rules;

    DocumentationShape(Rules rules) {
        this.rules = rules;
    }

    void require(Subject subject) {
        if (!rules.judgesDocumentation()) {
            return;
        }
        if (subject.documentation().isPresent()) {
            require(subject.documentation().get(), subject);
        } else if (rules.requiresDocumentation()) {
            throw subject.origin().refusal("documentation comment required");
        }
    }

    private void require(DocComment comment, Subject subject) {
        String symbol = comment.symbol().orElse("");
        if (!symbol.equals(subject.name())) {
            throw subject.origin().refusal("documentation comment is for '" + symbol + "'");
        }
        boolean command = subject.origin().kind().equals("command");
        tagged(comment, "Returns").ifPresent(section -> requireReturns(section, comment, command, subject));
        if (!command && !rules.isOld()) {
            tagged(comment, "Errors").ifPresent(section -> {
                throw refusal(section, "'Errors' section is only valid for commands");
            });
        }
    }

    private void requireReturns(Section section, DocComment comment, boolean command, Subject subject) {
        if (rules.isOld()) {
            if (!command) {
                throw Origin.of(comment.at()).refusal("'Returns:' is only valid for commands");
            }
        } else if (!command) {
            throw refusal(section, "'Returns' section is only valid for commands");
        } else if (subject.get("returns") == null) {
            throw refusal(section, "'Returns' section, but command doesn't return anything");
        }
    }

    private static SchemaException refusal(Section section, String reason) {
        return Origin.of(section.at()).refusal(reason);
    }

    private static Optional<Section> tagged(DocComment comment, String tag) {
        return comment.sections().stream()
                .filter(section ->
                        section.kind() == Kind.TAGGED && section.name().equals(tag))
                .findFirst();
    }
}
