package org.qmp4j.schema.resolve;

import org.qmp4j.schema.SchemaException;
import org.qmp4j.schema.model.Location;

/**
 * Where a definition is, and its name in messages.
 *
 * @param kind its keyword, for example {@code struct}; empty as long as it is not known
 * @param name empty as long as it is not known
 */
record Origin(Location at, String kind, String name) {
    static Origin of(Location at) {
        return new Origin(at.atLine(at.line()), "", "");
    }

    Origin named(String itsKind, String itsName) {
        return new Origin(at, itsKind, itsName);
    }

    SchemaException refusal(String reason) {
        return kind.isEmpty()
                ? new SchemaException(at, reason)
                : SchemaException.inDefinition(at, kind + " '" + name + "'", reason);
    }
}
