package org.qmp4j.schema.merge;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.qmp4j.schema.model.Definition;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.Type;

/** Which types the commands and events of a schema lead to. */
public final class Reachable {
    private final Schema schema;
    private final Set<String> names = new HashSet<>();

    private Reachable(Schema schema) {
        this.schema = schema;
    }

    /** The schema without the types that nothing leads to, save those that another one has too. */
    static Schema in(Schema schema, Schema other) {
        Reachable reachable = new Reachable(schema);
        reachable.addAll();
        other.types().keySet().forEach(reachable::add);
        List<Definition> kept = schema.definitions().stream()
                .filter(one -> !(one instanceof Type) || reachable.names.contains(one.name()))
                .toList();
        return new Schema(kept);
    }

    /** The names of the types that the commands and events of a schema lead to. */
    public static Set<String> namesIn(Schema schema) {
        Reachable reachable = new Reachable(schema);
        reachable.addAll();
        return Set.copyOf(reachable.names);
    }

    private void addAll() {
        schema.commands().values().forEach(this::addTypesOf);
        schema.events().values().forEach(this::addTypesOf);
    }

    private void addTypesOf(Definition definition) {
        definition.typeNames().toList().forEach(this::add);
    }

    private void add(String name) {
        if (schema.types().containsKey(name) && names.add(name)) {
            addTypesOf(schema.type(name));
        }
    }
}
