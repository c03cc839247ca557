package org.qmp4j.schema.merge;

import java.util.Optional;
import org.qmp4j.schema.model.AlternateType;
import org.qmp4j.schema.model.Attributes;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.Definition;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.Event;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Remarks;

/** Marks what a version has no more. */
record Gone(String version) {
    /** What was marked before was gone before. */
    Attributes mark(Attributes attributes) {
        Remarks old = attributes.remarks();
        Remarks remarks = new Remarks(
                old.since(),
                old.seen(),
                old.removed().or(() -> Optional.of(version)),
                old.unit(),
                old.text(),
                old.sections());
        return new Attributes(attributes.features(), attributes.condition(), remarks, attributes.location());
    }

    Definition mark(Definition definition) {
        Attributes attributes = mark(definition.attributes());
        if (definition instanceof Command command) {
            return new Command(command.name(), command.arguments(), command.returns(), command.flags(), attributes);
        }
        if (definition instanceof Event event) {
            return new Event(event.name(), event.data(), event.boxed(), attributes);
        }
        if (definition instanceof EnumType type) {
            return new EnumType(type.name(), type.prefix(), type.values(), attributes);
        }
        if (definition instanceof AlternateType type) {
            return new AlternateType(type.name(), type.alternatives(), attributes);
        }
        // The remarks of an implicit type are not used.
        return definition instanceof ObjectType type && !type.implicit()
                ? new ObjectType(type.name(), false, type.base(), type.members(), type.variants(), attributes)
                : definition;
    }
}
