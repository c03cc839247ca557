package org.qmp4j.schema;

import java.util.Map;
import org.qmp4j.schema.merge.Merge;
import org.qmp4j.schema.model.Schema;

/**
 * Several versions of a schema in one, for types that read what any of these versions sends: all that the newest one has, and
 * after it what only older ones had, marked with the version that no longer has it.
 *
 * <p>Types belong together if both versions use them in the same place, whatever their names: as the result of a command, an
 * argument, a member. A member is mandatory if every version that has such an object calls it so.
 */
public final class SchemaMerge {
    private SchemaMerge() {}

    /**
     * Merges.
     *
     * @param versions the schemas by version, in the order of the map: oldest first; at least one
     */
    public static Schema of(Map<String, Schema> versions) {
        Schema merged = null;
        for (Map.Entry<String, Schema> next : versions.entrySet()) {
            merged = merged == null ? next.getValue() : Merge.shapedByNewer(merged, next.getValue(), next.getKey());
        }
        if (merged == null) {
            throw new IllegalArgumentException("no version to merge");
        }
        return merged;
    }

    /**
     * Adds a newer version to a schema whose classes have been published: what is new is added, and nothing else changes.
     * Every type and member keeps its name and its type. A mandatory member that the newer version omits stays mandatory, and
     * is marked: {@link org.qmp4j.schema.model.ObjectType.Member#omitted()}.
     *
     * @param version of the newer schema
     */
    public static Schema extended(Schema published, String version, Schema newer) {
        return Merge.shapedByOlder(published, newer, version);
    }
}
