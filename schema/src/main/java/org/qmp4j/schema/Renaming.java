package org.qmp4j.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.qmp4j.schema.model.Definition;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.Type;

/**
 * Other names for the types of a schema.
 *
 * @param names by the names that the types have
 */
record Renaming(Map<String, String> names) {
    /** The commands and events of a schema, and those types, with the other names. */
    Schema of(Schema schema, Collection<Type> types) {
        List<Definition> definitions = new ArrayList<>();
        types.forEach(type -> definitions.add(type.withName(nameOf(type.name())).withTypeNames(this::nameOf)));
        schema.commands().values().forEach(command -> definitions.add(command.withTypeNames(this::nameOf)));
        schema.events().values().forEach(event -> definitions.add(event.withTypeNames(this::nameOf)));
        return new Schema(definitions);
    }

    private String nameOf(String type) {
        return names.getOrDefault(type, type);
    }
}
