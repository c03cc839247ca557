package org.qmp4j.schema;

import java.util.List;
import org.qmp4j.schema.diff.Comparison;
import org.qmp4j.schema.model.Schema;

/**
 * What changed between two schemas, as clients see it: bases count as part of the types that derive from them, and
 * types only where commands or events lead to them. Conditions, remarks and the order of things do not count: see
 * {@link QemuBuild} for the schema of one build.
 *
 * <p>If both come from source or facts, a change of a type is reported for the type: {@code type
 * BlockdevOptionsNbd, member export is now deprecated}. If one comes from introspection, which numbers its types and
 * hides the width of integers, it is reported where commands and events use it: {@code command blockdev-add, argument
 * {driver=nbd}.export is now deprecated}; once, at one of the places nearest to a command or event.
 */
public final class SchemaDiff {
    private SchemaDiff() {}

    /**
     * The changes from one schema to the other, commands and events that are new or gone first; empty where clients can
     * see none.
     */
    public static List<Change> between(Schema before, Schema after) {
        return Comparison.between(before, after);
    }
}
