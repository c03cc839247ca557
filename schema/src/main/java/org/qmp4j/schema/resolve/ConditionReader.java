package org.qmp4j.schema.resolve;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.model.Condition;
import org.qmp4j.schema.source.Syntax;

/** Reads an {@code if}. */
final class ConditionReader {
    private static final Keys KEYS = new Keys(List.of(), List.of("all", "any", "not"));
    private static final Pattern SWITCH = Pattern.compile("[A-Z][A-Z0-9_]*");

    private final Origin origin;
    private final String source;

    private ConditionReader(Origin origin, String source) {
        this.origin = origin;
        this.source = source;
    }

    /** The condition of an object that may have one. */
    static Optional<Condition> read(Syntax.Members holder, Origin origin, String source) {
        @Nullable Syntax condition = holder.map().get("if");
        return condition == null
                ? Optional.empty()
                : Optional.of(new ConditionReader(origin, source).condition(condition));
    }

    private Condition condition(Syntax syntax) {
        if (syntax instanceof Syntax.Text text) {
            if (!SWITCH.matcher(text.value()).matches()) {
                throw origin.refusal(
                        "'if' condition '" + text.value() + "' of " + source + " is not a valid identifier");
            }
            return new Condition.Switch(text.value());
        }
        if (!(syntax instanceof Syntax.Members members)) {
            throw origin.refusal("'if' condition of " + source + " must be a string or an object");
        }
        KEYS.require(members, origin, "'if' condition of " + source);
        if (members.map().size() != 1) {
            throw origin.refusal("'if' condition of " + source + " has conflicting keys");
        }
        var operation = members.map().entrySet().iterator().next();
        return switch (operation.getKey()) {
            case "not" -> new Condition.Not(condition(operation.getValue()));
            case "all" -> new Condition.All(operands("all", operation.getValue()));
            default -> new Condition.Any(operands("any", operation.getValue()));
        };
    }

    private List<Condition> operands(String operator, Syntax syntax) {
        if (!(syntax instanceof Syntax.Elements elements)) {
            throw origin.refusal("'" + operator + "' condition of " + source + " must be an array");
        }
        if (elements.list().isEmpty()) {
            throw origin.refusal("'if' condition [] of " + source + " is useless");
        }
        return elements.list().stream().map(this::condition).toList();
    }
}
