package org.qmp4j.schema.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.SchemaException;
import org.qmp4j.schema.source.DocComment;
import org.qmp4j.schema.source.ParsedSchema.Expression;
import org.qmp4j.schema.source.Syntax;

/** Reads one expression at the top level as what it declares, judging only its own shape. */
final class ExpressionReader {
    private static final List<String> KINDS = List.of("enum", "struct", "union", "alternate", "command", "event");

    private final Rules rules;

    ExpressionReader(Rules rules) {
        this.rules = rules;
    }

    /**
     * What it declares: the definition, and before it the implicit types and lists that come with it.
     *
     * @throws SchemaException if it has not the shape of any definition
     */
    List<Declaration> read(Expression expression) {
        @Nullable Syntax included = expression.members().map().get("include");
        if (included instanceof Syntax.Text file) {
            return List.of(new Declaration.Include(expression.at(), file.value()));
        }
        Subject subject = subject(expression);
        Names.requireDefinition(subject.name(), subject.origin(), rules);
        new DocumentationShape(rules).require(subject);
        return switch (subject.origin().kind()) {
            case "enum" -> EnumReader.read(subject);
            case "struct" -> StructReader.read(subject);
            case "union" -> UnionReader.read(subject);
            case "alternate" -> AlternateReader.read(subject);
            case "command" -> CallReader.readCommand(subject);
            default -> CallReader.readEvent(subject);
        };
    }

    private Subject subject(Expression expression) {
        Origin origin = Origin.of(expression.at());
        List<String> kinds = new ArrayList<>(KINDS);
        kinds.retainAll(expression.members().map().keySet());
        if (kinds.size() != 1) {
            throw origin.refusal("expression must have exactly one key"
                    + " 'enum', 'struct', 'union', 'alternate', 'command', 'event'");
        }
        String kind = kinds.get(0);
        if (!(expression.members().map().get(kind) instanceof Syntax.Text name)) {
            throw origin.refusal("'" + kind + "' requires a string name");
        }
        Optional<DocComment> documentation =
                expression.documentation().filter(comment -> rules.judgesDocumentation() || isFor(comment, name));
        return new Subject(origin.named(kind, name.value()), expression.members(), documentation, rules);
    }

    private static boolean isFor(DocComment comment, Syntax.Text name) {
        return comment.symbol().filter(name.value()::equals).isPresent();
    }
}
