package org.qmp4j.schema;

import java.util.List;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.update.Update;

/**
 * The schema of a version of QEMU whose source is not known: that of an older version, read from source, brought up to date
 * with the introspection of a program of the newer version.
 *
 * <ul>
 *   <li>Types that are used in the same places keep their names; {@link TypeNames} describes how new ones get theirs.
 *   <li>What is new is marked: {@link org.qmp4j.schema.model.Remarks#seen}.
 *   <li>What the program lacks is gone, save where it has a condition in the older version that does not hold for this
 *       build: then it is as it was before.
 *   <li>Whole numbers keep their width, and what is new is an {@code int}. What introspection lacks too, such as
 *       versions, units and how a command is run, is as before.
 * </ul>
 *
 * <p>What introspection hides stays unknown: the conditions of what is new, and what other builds have that is new.
 */
public final class SchemaUpdate {
    private SchemaUpdate() {}

    /**
     * The newer version.
     *
     * @param older from source, or from the facts of source
     * @param introspection of the newer version: {@link Introspection#read}
     * @param version the newer one's, for example {@code 11.1}
     */
    public static Schema of(Schema older, Schema introspection, String version) {
        return new Update(older, TypeNames.matching(older, introspection), version).updated();
    }

    /**
     * The newer version, with facts from other sources about new definitions: the names of types, and the version that added them.
     *
     * @param others for example an earlier result, and the newer version's manual: {@link QapiManual}; a type has the name
     *     that the first one has for it
     */
    public static Schema of(Schema older, Schema introspection, String version, List<Schema> others) {
        if (others.isEmpty()) {
            return of(older, introspection, version);
        }
        int last = others.size() - 1;
        Schema named = TypeNames.takenFrom(others.get(last), introspection);
        for (int i = last - 1; i >= 0; i--) {
            named = TypeNames.renamed(others.get(i), named);
        }
        return new Update(older, TypeNames.renamed(older, named), version).updated();
    }
}
