package org.qmp4j.schema;

import java.util.Iterator;
import java.util.Map;
import org.qmp4j.schema.merge.Merge;
import org.qmp4j.schema.model.Schema;

/**
 * Several versions of a schema in one, for types that read what any of these versions sends: all that the newest one has, and
 * behind it what only older ones had, marked with the version that had it no more. A member is mandatory where every version
 * that has the type calls it so.
 */
public final class SchemaMerge {
    private SchemaMerge() {}

    /**
     * Merges.
     *
     * @param versions the schemas by version, in the order of the map: oldest first; at least one
     */
    public static Schema of(Map<String, Schema> versions) {
        Iterator<Map.Entry<String, Schema>> each = versions.entrySet().iterator();
        Schema merged = each.next().getValue();
        while (each.hasNext()) {
            Map.Entry<String, Schema> next = each.next();
            merged = new Merge(merged, next.getValue(), next.getKey()).merged();
        }
        return merged;
    }
}
