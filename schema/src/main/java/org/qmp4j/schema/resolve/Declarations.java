package org.qmp4j.schema.resolve;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.SchemaException;
import org.qmp4j.schema.model.BuiltinType;
import org.qmp4j.schema.model.Predefined;
import org.qmp4j.schema.model.TypeRef;

/** Everything that a schema declares, in its order and by name; the predefined types are first. */
final class Declarations {
    private final List<Declaration> all = new ArrayList<>();
    private final Map<String, Declaration.Named> byName = new LinkedHashMap<>();

    Declarations() {
        for (BuiltinType type : Predefined.builtinTypes()) {
            add(new Declaration.BuiltIn(Declaration.Head.predefined(type.name()), type));
            String list = Declaration.Array.nameOf(type.name());
            add(new Declaration.Array(Declaration.Head.predefined(list), type.name()));
        }
        add(new Declaration.Structure(
                Declaration.Head.predefined(Predefined.EMPTY.name()), Optional.empty(), List.of(), Optional.empty()));
        String qtype = Predefined.QTYPE.name();
        List<Part.Value> values = Predefined.QTYPE.values().stream()
                .map(value -> new Part.Value(value.name(), qtype, Optional.empty(), List.of()))
                .toList();
        add(new Declaration.Enumeration(Declaration.Head.predefined(qtype), Predefined.QTYPE.prefix(), values));
    }

    List<Declaration> all() {
        return Collections.unmodifiableList(all);
    }

    /**
     * Enters a declaration.
     *
     * @throws SchemaException if its name is taken
     */
    void add(Declaration declaration) {
        if (declaration instanceof Declaration.Named named) {
            if (isKnownAlready(named)) {
                return;
            }
            Declaration.@Nullable Named other = byName.putIfAbsent(named.name(), named);
            if (other != null) {
                throw clash(named, other);
            }
        }
        all.add(declaration);
    }

    // A list has many users. An implicit type has two only where a definition is there twice, which is refused anyway.
    private boolean isKnownAlready(Declaration.Named named) {
        boolean shared = named instanceof Declaration.Array
                || (named instanceof Declaration.Structure structure && structure.isImplicit());
        return shared && type(named.name()).isPresent();
    }

    private static SchemaException clash(Declaration.Named named, Declaration.Named other) {
        Origin origin = named.head().origin().orElseThrow();
        return origin.refusal(other.head()
                .origin()
                .map(first -> "'" + named.name() + "' is already defined\n"
                        + first.refusal("previous definition").getMessage())
                .orElseGet(() -> other.described() + " is already defined"));
    }

    Optional<Declaration.Type> type(String name) {
        return byName.get(name) instanceof Declaration.Type type ? Optional.of(type) : Optional.empty();
    }

    /**
     * The type of that name.
     *
     * @param user what names it, for the message
     * @throws SchemaException if there is none
     */
    Declaration.Type requireType(String name, Origin origin, String user) {
        return type(name).orElseThrow(() -> origin.refusal(user + " uses unknown type '" + name + "'"));
    }

    Declaration.Type requireType(TypeRef reference, Origin origin, String user) {
        return requireType(nameOf(reference), origin, user);
    }

    /** What QEMU calls a type: a list has a name, too. */
    static String nameOf(TypeRef reference) {
        return reference instanceof TypeRef.ListOf list
                ? Declaration.Array.nameOf(list.element().toString())
                : reference.toString();
    }

    /** The same type, lists written as such even where the schema names them. */
    TypeRef normal(TypeRef reference) {
        return byName.get(nameOf(reference)) instanceof Declaration.Array array
                ? TypeRef.listOf(array.element())
                : reference;
    }
}
