package org.qmp4j.schema.resolve;

import java.util.List;
import java.util.Optional;
import org.qmp4j.schema.model.BuiltinType;
import org.qmp4j.schema.model.Remarks;
import org.qmp4j.schema.source.DocComment;
import org.qmp4j.schema.source.DocComment.Kind;
import org.qmp4j.schema.source.DocComment.Section;

/** Reads from a documentation comment what it says of a definition and of its parts. */
final class RemarksReader {
    private final Optional<DocComment> comment;
    private final Declarations declarations;

    RemarksReader(Optional<DocComment> comment, Declarations declarations) {
        this.comment = comment;
        this.declarations = declarations;
    }

    Remarks ofDefinition() {
        return comment.map(RemarksReader::ofDefinition).orElse(Remarks.NONE);
    }

    private static Remarks ofDefinition(DocComment comment) {
        List<Section> sections = comment.sections();
        Optional<String> since = sections.stream()
                .filter(section ->
                        section.kind() == Kind.TAGGED && section.name().equals("Since"))
                .findFirst()
                .flatMap(section -> VersionText.leading(section.text()));
        String text = sections.stream()
                .filter(section -> section.kind() == Kind.BODY)
                .map(Section::text)
                .findFirst()
                .orElse("");
        List<Remarks.Section> others = sections.stream()
                .filter(section -> section.kind() == Kind.TAGGED || section.kind() == Kind.PLAIN)
                .map(section -> new Remarks.Section(section.name(), section.text()))
                .toList();
        return new Remarks(since, Optional.empty(), Optional.empty(), Optional.empty(), text, others);
    }

    /** The remarks about a value, a member or one of the types of an alternate. */
    Remarks of(Part part) {
        String text = comment.stream()
                .flatMap(one -> one.sections().stream())
                .filter(section ->
                        section.kind() == Kind.MEMBER && section.name().equals(part.name()))
                .map(Section::text)
                .findFirst()
                .orElse("");
        Optional<String> unit = isNumber(part) ? UnitText.of(part.name(), text) : Optional.empty();
        return new Remarks(VersionText.since(text), Optional.empty(), Optional.empty(), unit, text, List.of());
    }

    private boolean isNumber(Part part) {
        return part instanceof Part.Field field
                && declarations.type(Declarations.nameOf(field.type())).orElse(null)
                        instanceof Declaration.BuiltIn builtIn
                && (builtIn.type().json() == BuiltinType.Json.INT
                        || builtIn.type().json() == BuiltinType.Json.NUMBER);
    }
}
