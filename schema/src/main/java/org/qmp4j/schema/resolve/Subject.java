package org.qmp4j.schema.resolve;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.model.Condition;
import org.qmp4j.schema.model.TypeRef;
import org.qmp4j.schema.source.DocComment;
import org.qmp4j.schema.source.Syntax;

/** One definition while it is read. */
record Subject(Origin origin, Syntax.Members expression, Optional<DocComment> documentation, Rules rules) {
    private static final Keys FEATURE = new Keys(List.of("name"), List.of("if"));

    String name() {
        return origin.name();
    }

    @Nullable
    Syntax get(String key) {
        return expression.map().get(key);
    }

    /** The value of a key that {@link Keys} has required. */
    Syntax data() {
        return required("data");
    }

    Syntax required(String key) {
        @Nullable Syntax value = get(key);
        if (value == null) {
            throw origin.refusal(origin.kind() + " misses key '" + key + "'");
        }
        return value;
    }

    /** Reads what all definitions may have; QEMU looks at it after what is special to the kind. */
    Declaration.Head head() {
        Optional<Condition> condition = ConditionReader.read(expression, origin, origin.kind());
        List<Part.Mark> features = features(expression, name());
        return new Declaration.Head(name(), Optional.of(origin), condition, features, documentation);
    }

    /** The features of an object that may have some. */
    List<Part.Mark> features(Syntax.Members holder, String definedIn) {
        @Nullable Syntax features = holder.map().get("features");
        if (features == null) {
            return List.of();
        }
        if (!(features instanceof Syntax.Elements elements)) {
            throw origin.refusal("'features' must be an array");
        }
        return elements.list().stream().map(one -> feature(one, definedIn)).toList();
    }

    private Part.Mark feature(Syntax syntax, String definedIn) {
        Syntax.Members feature = Shorthand.expand(syntax, "name");
        FEATURE.require(feature, origin, "'features' member");
        String name = string(feature, "name", "'features' member");
        String source = "'features' member '" + name + "'";
        Names.requireLower(name, origin, source, Names.Permit.NOTHING);
        return new Part.Mark(name, definedIn, ConditionReader.read(feature, origin, source));
    }

    /** A string that names something. */
    String string(Syntax.Members holder, String key, String source) {
        if (holder.map().get(key) instanceof Syntax.Text text) {
            return text.value();
        }
        throw origin.refusal(source + " requires a string name");
    }

    /** The declarations of the lists that a type names. */
    List<Declaration.Type> arrays(List<TypeRef> references) {
        return references.stream()
                .filter(TypeRef.ListOf.class::isInstance)
                .map(list -> ((TypeRef.ListOf) list).element().toString())
                .<Declaration.Type>map(
                        element -> new Declaration.Array(Declaration.Head.array(element, origin), element))
                .toList();
    }
}
