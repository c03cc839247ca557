package org.qmp4j.schema.merge;

import org.qmp4j.schema.model.Attributes;
import org.qmp4j.schema.model.Definition;
import org.qmp4j.schema.model.ObjectType;

/** Marks what a version has no more. */
record Gone(String version) {
    /** What was marked before was gone before. */
    Attributes mark(Attributes attributes) {
        return attributes.withRemarks(attributes.remarks().removedIn(version));
    }

    /** An implicit type is left as it is: its remarks are not used. */
    Definition mark(Definition definition) {
        return definition instanceof ObjectType type && type.implicit()
                ? definition
                : definition.withAttributes(mark(definition.attributes()));
    }
}
