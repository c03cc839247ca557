package org.qmp4j.schema.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.source.Syntax;

/**
 * An object type by its name, or written in place.
 *
 * @param role {@code arg} or {@code base}: what the implicit type is to its definition
 * @param named the name in the source
 * @param members what is written in place
 */
record ImplicitObject(String role, Optional<String> named, List<Part.Field> members) {
    static ImplicitObject read(@Nullable Syntax syntax, Subject subject, String role, String source) {
        if (syntax == null) {
            return new ImplicitObject(role, Optional.empty(), List.of());
        }
        if (syntax instanceof Syntax.Text text) {
            return named(Optional.of(text.value()), role);
        }
        Syntax.Members object = new TypeReader(subject).object(syntax, source);
        String definedIn = ObjectType.IMPLICIT + subject.name() + "-" + role;
        return new ImplicitObject(role, Optional.empty(), new MemberReader(subject).fields(object, source, definedIn));
    }

    static ImplicitObject named(Optional<String> name, String role) {
        return new ImplicitObject(role, name, List.of());
    }

    /** What QEMU calls the type; empty where there are no members. */
    Optional<String> typeName(Declaration.Head owner) {
        return members.isEmpty() ? named : Optional.of(owner.implicit(role).name());
    }

    /** The implicit type, and before it the lists that it is the first to use. */
    List<Declaration> declared(Subject subject, Declaration.Head owner) {
        List<Declaration> declared = new ArrayList<>(
                subject.arrays(members.stream().map(Part.Field::type).toList()));
        if (!members.isEmpty()) {
            declared.add(new Declaration.Structure(owner.implicit(role), Optional.empty(), members, Optional.empty()));
        }
        return declared;
    }
}
