package org.qmp4j.schema.resolve;

import java.util.ArrayList;
import java.util.List;
import org.qmp4j.schema.source.Syntax;

/** Reads an {@code alternate}. */
final class AlternateReader {
    private static final Keys KEYS = new Keys(List.of("alternate", "data"), List.of("if", "features"));

    private AlternateReader() {}

    static List<Declaration> read(Subject subject) {
        KEYS.require(subject.expression(), subject.origin(), "alternate");
        if (isEmpty(subject.data())) {
            throw subject.origin().refusal("'data' must not be empty");
        }
        if (!(subject.data() instanceof Syntax.Members data)) {
            throw subject.origin().refusal("'data' must be an object");
        }
        MemberReader reader = new MemberReader(subject);
        List<Part.Branch> alternatives = new ArrayList<>();
        data.map().forEach((name, type) -> alternatives.add(reader.alternative(name, type)));
        List<Declaration> declared = new ArrayList<>(
                subject.arrays(alternatives.stream().map(Part.Branch::type).toList()));
        declared.add(new Declaration.Alternate(subject.head(), alternatives));
        return declared;
    }

    private static boolean isEmpty(Syntax data) {
        return (data instanceof Syntax.Members members && members.map().isEmpty())
                || (data instanceof Syntax.Elements elements && elements.list().isEmpty())
                || (data instanceof Syntax.Text text && text.value().isEmpty())
                || (data instanceof Syntax.Flag flag && !flag.value());
    }
}
