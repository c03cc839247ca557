package org.qmp4j.schema.resolve;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.model.TypeRef;
import org.qmp4j.schema.source.Syntax;

/** Reads the name of a type, or a list of one. */
final class TypeReader {
    private final Origin origin;
    private final Rules rules;

    TypeReader(Subject subject) {
        this.origin = subject.origin();
        this.rules = subject.rules();
    }

    /** A type's name where no list may stand. */
    Optional<String> name(@Nullable Syntax syntax, String source) {
        if (syntax == null) {
            return Optional.empty();
        }
        refuseList(syntax, source);
        if (syntax instanceof Syntax.Text text) {
            return Optional.of(text.value());
        }
        throw origin.refusal(source + " should be a type name");
    }

    TypeRef nameOrList(Syntax syntax, String source) {
        if (syntax instanceof Syntax.Text text) {
            return TypeRef.named(text.value());
        }
        if (!(syntax instanceof Syntax.Elements elements)) {
            throw origin.refusal(source + " should be a type name" + (rules.isOld() ? "" : " or array"));
        }
        if (elements.list().size() == 1 && elements.list().get(0) instanceof Syntax.Text text) {
            return TypeRef.listOf(text.value());
        }
        throw origin.refusal(source + ": array type must contain single type name");
    }

    /** An object written in place, where a type's name has already been ruled out. */
    Syntax.Members object(Syntax syntax, String source) {
        refuseList(syntax, source);
        if (syntax instanceof Syntax.Members members) {
            return members;
        }
        throw origin.refusal(source + " should be an object or type name");
    }

    private void refuseList(Syntax syntax, String source) {
        if (rules.isOld() && syntax instanceof Syntax.Elements) {
            throw origin.refusal(source + " cannot be an array");
        }
    }
}
