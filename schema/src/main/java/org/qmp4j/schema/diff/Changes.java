package org.qmp4j.schema.diff;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.qmp4j.schema.Change;
import org.qmp4j.schema.Change.Kind;
import org.qmp4j.schema.model.Attributes;
import org.qmp4j.schema.model.Feature;

/** What was found so far. The same change of a base type is found wherever it is derived from, and kept once. */
final class Changes {
    private final Set<Change> found = new LinkedHashSet<>();

    void add(Kind kind, Object place, String text) {
        found.add(new Change(kind, place.toString(), text));
    }

    void compareFeatures(Attributes before, Attributes after, Object place) {
        for (Feature feature : before.features()) {
            if (!after.has(feature.name())) {
                add(Kind.FEATURE_REMOVED, place, isState(feature) ? "is no longer " + feature.name() : lost(feature));
            }
        }
        for (Feature feature : after.features()) {
            if (!before.has(feature.name())) {
                add(Kind.FEATURE_ADDED, place, isState(feature) ? "is now " + feature.name() : gained(feature));
            }
        }
    }

    List<Change> all() {
        return List.copyOf(found);
    }

    private static boolean isState(Feature feature) {
        return feature.name().equals(Feature.DEPRECATED) || feature.name().equals(Feature.UNSTABLE);
    }

    private static String lost(Feature feature) {
        return "no longer has the feature '" + feature.name() + "'";
    }

    private static String gained(Feature feature) {
        return "now has the feature '" + feature.name() + "'";
    }
}
