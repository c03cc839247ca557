package org.qmp4j.schema.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.qmp4j.schema.source.Syntax;

/** Reads a {@code struct}. */
final class StructReader {
    private static final Keys KEYS = new Keys(List.of("struct", "data"), List.of("base", "if", "features"));

    private StructReader() {}

    static List<Declaration> read(Subject subject) {
        KEYS.require(subject.expression(), subject.origin(), "struct");
        TypeReader types = new TypeReader(subject);
        Syntax.Members data = types.object(subject.data(), "'data'");
        List<Part.Field> members = new MemberReader(subject).fields(data, "'data'", subject.name());
        Optional<String> base = types.name(subject.get("base"), "'base'");
        List<Declaration> declared = new ArrayList<>(
                subject.arrays(members.stream().map(Part.Field::type).toList()));
        declared.add(new Declaration.Structure(subject.head(), base, members, Optional.empty()));
        return declared;
    }
}
