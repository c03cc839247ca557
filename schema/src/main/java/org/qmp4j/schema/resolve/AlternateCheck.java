package org.qmp4j.schema.resolve;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.qmp4j.schema.model.BuiltinType;

/** The rule that the types of an alternate must differ in JSON. */
final class AlternateCheck {
    private final Declarations declarations;
    private final Rules rules;
    private final Origin origin;

    AlternateCheck(Declarations declarations, Rules rules, Origin origin) {
        this.declarations = declarations;
        this.rules = rules;
        this.origin = origin;
    }

    /** What QEMU's parser can distinguish. */
    private enum Kind {
        NULL,
        STRING,
        NUMBER,
        BOOLEAN,
        LIST,
        OBJECT
    }

    void check(Declaration.Alternate alternate) {
        for (Part.Branch alternative : alternate.alternatives()) {
            declarations.requireType(alternative.type(), origin, described(alternative));
        }
        Clashes<Part.Branch> names = new Clashes<>(rules);
        Map<Kind, String> taken = new EnumMap<>(Kind.class);
        for (Part.Branch alternative : alternate.alternatives()) {
            names.add(alternative, origin);
            Declaration.Type type = declarations.requireType(alternative.type(), origin, described(alternative));
            Kind kind = kind(type)
                    .orElseThrow(() -> origin.refusal(described(alternative) + " cannot use " + type.described()));
            for (Kind one : conflicting(kind, type)) {
                if (taken.putIfAbsent(one, alternative.name()) != null) {
                    throw origin.refusal(
                            described(alternative) + " can't be distinguished from '" + taken.get(one) + "'");
                }
            }
        }
    }

    private String described(Part.Branch alternative) {
        return alternative.described(origin.name(), rules);
    }

    private static Optional<Kind> kind(Declaration.Type type) {
        if (type instanceof Declaration.BuiltIn builtIn) {
            return kind(builtIn.type().json());
        }
        if (type instanceof Declaration.Array) {
            return Optional.of(Kind.LIST);
        }
        if (type instanceof Declaration.Enumeration) {
            return Optional.of(Kind.STRING);
        }
        return type instanceof Declaration.Structure ? Optional.of(Kind.OBJECT) : Optional.empty();
    }

    private static Optional<Kind> kind(BuiltinType.Json json) {
        return switch (json) {
            case STRING -> Optional.of(Kind.STRING);
            case NUMBER, INT -> Optional.of(Kind.NUMBER);
            case BOOLEAN -> Optional.of(Kind.BOOLEAN);
            case NULL -> Optional.of(Kind.NULL);
            case VALUE -> Optional.empty();
        };
    }

    // The command line has no types: there, a string may look like a number or a boolean.
    private static Set<Kind> conflicting(Kind kind, Declaration.Type type) {
        Set<Kind> kinds = EnumSet.of(kind);
        if (type instanceof Declaration.Enumeration enumeration) {
            for (Part.Value value : enumeration.values()) {
                if (value.name().equals("on") || value.name().equals("off")) {
                    kinds.add(Kind.BOOLEAN);
                }
                if ("-+.0123456789".indexOf(value.name().charAt(0)) >= 0) {
                    kinds.add(Kind.NUMBER);
                }
            }
        } else if (kind == Kind.STRING) {
            kinds.add(Kind.NUMBER);
            kinds.add(Kind.BOOLEAN);
        }
        return kinds;
    }
}
