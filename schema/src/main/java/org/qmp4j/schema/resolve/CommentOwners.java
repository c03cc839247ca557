package org.qmp4j.schema.resolve;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.source.DocComment;

/** Which comment speaks of a definition: an implicit type is documented where it is written. */
final class CommentOwners {
    private final Map<String, DocComment> ofImplicit = new HashMap<>();

    CommentOwners(Declarations declarations) {
        for (Declaration declaration : declarations.all()) {
            if (declaration instanceof Declaration.Structure structure) {
                enter(structure.base(), structure);
            } else if (declaration instanceof Declaration.Command command) {
                enter(command.arguments(), command);
            } else if (declaration instanceof Declaration.Event event) {
                enter(event.data(), event);
            }
        }
    }

    private void enter(Optional<String> type, Declaration.Named owner) {
        type.filter(name -> name.startsWith(ObjectType.IMPLICIT))
                .ifPresent(name -> owner.head().documentation().ifPresent(comment -> ofImplicit.put(name, comment)));
    }

    Optional<DocComment> of(Declaration.Named named) {
        return named.head().documentation().or(() -> Optional.ofNullable(ofImplicit.get(named.name())));
    }
}
