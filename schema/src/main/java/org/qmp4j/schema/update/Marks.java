package org.qmp4j.schema.update;

import java.util.List;
import java.util.Map;
import org.qmp4j.schema.model.Attributes;
import org.qmp4j.schema.model.Feature;

/** The attributes of what both versions have, and of what only the newer one has. */
final class Marks {
    private final Switches switches;
    private final String version;

    Marks(Switches switches, String version) {
        this.switches = switches;
        this.version = version;
    }

    /** The features of the newer version; everything that introspection lacks is taken from the older one. */
    Attributes updated(Attributes then, Attributes now) {
        Map<String, Feature> known = Ordered.byName(then.features(), Feature::name);
        List<Feature> features = now.features().stream()
                .map(feature -> known.getOrDefault(feature.name(), feature))
                .toList();
        List<Feature> all = Ordered.merge(
                features, then.features(), feature -> switches.mayHide(feature.condition()), Feature::name);
        return then.withFeatures(all);
    }

    Attributes fresh(Attributes now) {
        return now.withRemarks(now.remarks().seenIn(version));
    }
}
