package org.qmp4j.schema.resolve;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.SchemaException;
import org.qmp4j.schema.source.DocComment;

/** The documentation comments of a schema, and which of their sections are about what. */
final class Documentation {
    private final List<DocComment> comments;
    private final Rules rules;
    private final IdentityHashMap<DocComment, CommentLinks> links = new IdentityHashMap<>();

    Documentation(List<DocComment> comments, Rules rules) {
        this.comments = comments;
        this.rules = rules;
    }

    /** The comments, with an empty section for each member that may be and is undocumented. */
    List<DocComment> completed() {
        return comments.stream()
                .map(comment -> Optional.ofNullable(links.get(comment))
                        .map(CommentLinks::completed)
                        .orElse(comment))
                .toList();
    }

    /** Finds the sections of a definition's parts; those of an implicit type stand at what it belongs to. */
    void connect(Declaration.Named named, Declarations declarations) {
        @Nullable DocComment comment = named.head().documentation().orElse(null);
        if (comment == null) {
            return;
        }
        CommentLinks found = links.computeIfAbsent(comment, one -> new CommentLinks(one, rules));
        Origin origin = named.head().origin().orElseThrow();
        found.connectFeatures(named.head().features(), origin);
        if (named instanceof Declaration.Enumeration enumeration) {
            enumeration.values().forEach(value -> {
                found.connect(value, origin);
                found.connectFeatures(value.features(), origin);
            });
        } else if (named instanceof Declaration.Structure structure) {
            structure.base().ifPresent(base -> connectImplicit(base, found, origin, declarations));
            connectFields(structure, found, origin);
        } else if (named instanceof Declaration.Alternate alternate) {
            alternate.alternatives().forEach(alternative -> found.connect(alternative, origin));
        } else if (named instanceof Declaration.Command command) {
            command.arguments().ifPresent(data -> connectImplicit(data, found, origin, declarations));
        } else if (named instanceof Declaration.Event event) {
            event.data().ifPresent(data -> connectImplicit(data, found, origin, declarations));
        }
        if (rules.isOld()) {
            found.requireNothingElse();
        }
    }

    private static void connectImplicit(String name, CommentLinks found, Origin origin, Declarations declarations) {
        if (declarations.type(name).orElse(null) instanceof Declaration.Structure object && object.isImplicit()) {
            connectFields(object, found, origin);
        }
    }

    private static void connectFields(Declaration.Structure object, CommentLinks found, Origin origin) {
        for (Part.Field member : object.members()) {
            found.connect(member, origin);
            found.connectFeatures(member.features(), origin);
        }
    }

    /**
     * Looks at all comments for sections about what is not there.
     *
     * @throws SchemaException if there is one
     */
    void requireNothingElse() {
        comments.stream().map(links::get).forEach(found -> {
            if (found != null) {
                found.requireNothingElse();
            }
        });
    }
}
