package org.qmp4j.schema.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.qmp4j.schema.source.Syntax;

/** Reads a {@code union}. */
final class UnionReader {
    private static final Keys KEYS =
            new Keys(List.of("union", "base", "discriminator", "data"), List.of("if", "features"));

    private UnionReader() {}

    static List<Declaration> read(Subject subject) {
        KEYS.require(subject.expression(), subject.origin(), "union");
        ImplicitObject base = ImplicitObject.read(subject.required("base"), subject, "base", "'base'");
        String tag = subject.string(subject.expression(), "discriminator", "'discriminator'");
        if (!(subject.data() instanceof Syntax.Members data)) {
            throw subject.origin().refusal("'data' must be an object");
        }
        MemberReader reader = new MemberReader(subject);
        List<Part.Branch> branches = new ArrayList<>();
        data.map().forEach((value, branch) -> branches.add(reader.branch(value, branch)));
        Declaration.Head head = subject.head();
        List<Declaration> declared = new ArrayList<>(base.declared(subject, head));
        declared.add(new Declaration.Structure(
                head, base.typeName(head), List.of(), Optional.of(new Declaration.Choice(tag, branches))));
        return declared;
    }
}
