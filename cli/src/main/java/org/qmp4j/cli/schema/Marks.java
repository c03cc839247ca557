package org.qmp4j.cli.schema;

import java.util.ArrayList;
import java.util.List;
import org.qmp4j.schema.model.Attributes;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.Feature;
import org.qmp4j.schema.model.Remarks;

/** What a reader of a schema must know beside names and types. */
final class Marks {
    private Marks() {}

    static List<String> of(Attributes attributes) {
        Remarks remarks = attributes.remarks();
        List<String> marks = new ArrayList<>();
        remarks.unit().ifPresent(unit -> marks.add("in " + unit));
        remarks.since()
                .map(version -> "since " + version)
                .or(() -> remarks.seen().map(version -> "first seen in " + version))
                .ifPresent(marks::add);
        remarks.removed().ifPresent(version -> marks.add("removed in " + version));
        attributes.features().stream().map(Feature::name).forEach(marks::add);
        return marks;
    }

    static String value(EnumType.Value value) {
        List<String> marks = of(value.attributes());
        return marks.isEmpty() ? value.name() : value.name() + " (" + String.join(", ", marks) + ")";
    }
}
