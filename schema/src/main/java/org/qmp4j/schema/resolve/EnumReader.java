package org.qmp4j.schema.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.model.Condition;
import org.qmp4j.schema.source.Syntax;

/** Reads an {@code enum}. */
final class EnumReader {
    private static final Keys KEYS = new Keys(List.of("enum", "data"), List.of("if", "features", "prefix"));
    private static final Keys VALUE = new Keys(List.of("name"), List.of("if", "features"));

    private final Subject subject;
    private final Origin origin;

    private EnumReader(Subject subject) {
        this.subject = subject;
        this.origin = subject.origin();
    }

    static List<Declaration> read(Subject subject) {
        KEYS.require(subject.expression(), subject.origin(), "enum");
        return new EnumReader(subject).read();
    }

    private List<Declaration> read() {
        if (!(subject.data() instanceof Syntax.Elements data)) {
            throw origin.refusal("'data' must be an array");
        }
        Optional<String> prefix = prefix();
        List<Part.Value> values = new ArrayList<>();
        data.list().forEach(one -> values.add(value(Shorthand.expand(one, "name"))));
        return List.of(new Declaration.Enumeration(subject.head(), prefix, values));
    }

    private Optional<String> prefix() {
        @Nullable Syntax prefix = subject.get("prefix");
        if (prefix == null) {
            return Optional.empty();
        }
        if (prefix instanceof Syntax.Text text) {
            return Optional.of(text.value());
        }
        throw origin.refusal("'prefix' must be a string");
    }

    private Part.Value value(Syntax.Members value) {
        VALUE.require(value, origin, "'data' member");
        String name = subject.string(value, "name", "'data' member");
        String source = "'data' member '" + name + "'";
        // A value may begin with a digit, a name may not.
        boolean digit = !name.isEmpty() && Character.isDigit(name.charAt(0));
        Names.requireLower(digit ? "d" + name : name, origin, source, permit());
        Optional<Condition> condition = ConditionReader.read(value, origin, source);
        return new Part.Value(name, subject.name(), condition, subject.features(value, name));
    }

    private Names.Permit permit() {
        return subject.rules().pragmas().memberNameExceptions().contains(subject.name())
                ? Names.Permit.UPPER_CASE_AND_UNDERSCORE
                : Names.Permit.NOTHING;
    }
}
