package org.qmp4j.cli.schema;

import java.util.ArrayList;
import java.util.List;
import org.qmp4j.schema.model.Attributes;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.Feature;
import org.qmp4j.schema.model.Remarks;

/** Notes about a definition, such as {@code since 2.0}, {@code in bytes} or {@code deprecated}. */
final class Notes {
    private Notes() {}

    static List<String> of(Attributes attributes) {
        Remarks remarks = attributes.remarks();
        List<String> notes = new ArrayList<>();
        remarks.unit().ifPresent(unit -> notes.add("in " + unit));
        remarks.since()
                .map(version -> "since " + version)
                .or(() -> remarks.seen().map(version -> "first seen in " + version))
                .ifPresent(notes::add);
        remarks.removed().ifPresent(version -> notes.add("removed in " + version));
        attributes.features().stream().map(Feature::name).forEach(notes::add);
        return notes;
    }

    static String value(EnumType.Value value) {
        List<String> notes = of(value.attributes());
        return notes.isEmpty() ? value.name() : value.name() + " (" + String.join(", ", notes) + ")";
    }
}
