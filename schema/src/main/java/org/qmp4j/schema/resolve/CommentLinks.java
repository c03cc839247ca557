package org.qmp4j.schema.resolve;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.qmp4j.schema.source.DocComment;
import org.qmp4j.schema.source.DocComment.Kind;
import org.qmp4j.schema.source.DocComment.Section;

/** One documentation comment, while the parts of its definition are looked up in it. */
final class CommentLinks {
    private final DocComment comment;
    private final Rules rules;
    private final Set<String> members = new HashSet<>();
    private final Set<String> features = new HashSet<>();
    private final List<Section> undocumented = new ArrayList<>();

    CommentLinks(DocComment comment, Rules rules) {
        this.comment = comment;
        this.rules = rules;
    }

    void connect(Part part, Origin origin) {
        if (members.add(part.name()) && !has(Kind.MEMBER, part.name())) {
            if (!rules.mayLackMemberDocumentation(origin.name())) {
                throw origin.refusal(part.role() + " '" + part.name() + "' lacks documentation");
            }
            undocumented.add(new Section(Kind.MEMBER, part.name(), "", comment.at()));
        }
    }

    void connectFeatures(List<Part.Mark> marks, Origin origin) {
        for (Part.Mark mark : marks) {
            features.add(mark.name());
            if (rules.judgesDocumentation() && !has(Kind.FEATURE, mark.name())) {
                throw origin.refusal("feature '" + mark.name() + "' lacks documentation");
            }
        }
    }

    private boolean has(Kind kind, String name) {
        return comment.sections().stream()
                .anyMatch(section -> section.kind() == kind && section.name().equals(name));
    }

    void requireNothingElse() {
        if (rules.judgesDocumentation()) {
            requireNothingElse(Kind.MEMBER, members, "member");
            requireNothingElse(Kind.FEATURE, features, "feature");
        }
    }

    private void requireNothingElse(Kind kind, Set<String> known, String what) {
        List<Section> unknown = comment.sections().stream()
                .filter(section -> section.kind() == kind && !known.contains(section.name()))
                .toList();
        if (!unknown.isEmpty()) {
            boolean several = unknown.size() > 1;
            String names = unknown.stream().map(Section::name).collect(Collectors.joining("', '", "'", "'"));
            Origin origin =
                    Origin.of(rules.isOld() ? comment.at() : unknown.get(0).at());
            throw origin.refusal(
                    "documented " + what + (several ? "s " : " ") + names + (several ? " do" : " does") + " not exist");
        }
    }

    /** The comment, with an empty section added at the end for each member that it does not describe. */
    DocComment completed() {
        List<Section> sections = new ArrayList<>(comment.sections());
        int place = Math.min(1, sections.size());
        for (int i = 0; i < sections.size(); i++) {
            if (sections.get(i).kind() == Kind.MEMBER) {
                place = i + 1;
            }
        }
        sections.addAll(place, undocumented);
        return new DocComment(comment.at(), comment.symbol(), sections);
    }
}
