package org.qmp4j.cli.schema;

import java.util.ArrayList;
import java.util.List;
import org.qmp4j.schema.model.Attributes;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.Feature;

/** What a reader of a schema must know beside names and types. */
final class Marks {
    private Marks() {}

    static List<String> of(Attributes attributes) {
        List<String> marks = new ArrayList<>();
        attributes.remarks().unit().ifPresent(unit -> marks.add("in " + unit));
        attributes.remarks().since().ifPresent(version -> marks.add("since " + version));
        attributes.remarks().removed().ifPresent(version -> marks.add("removed in " + version));
        attributes.features().stream().map(Feature::name).forEach(marks::add);
        return marks;
    }

    static String value(EnumType.Value value) {
        List<String> marks = of(value.attributes());
        return marks.isEmpty() ? value.name() : value.name() + " (" + String.join(", ", marks) + ")";
    }
}
