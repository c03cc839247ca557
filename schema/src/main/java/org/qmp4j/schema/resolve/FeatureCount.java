package org.qmp4j.schema.resolve;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How many different features a schema uses: QEMU's generated code has one bit for each. */
final class FeatureCount {
    private final Set<String> names = new HashSet<>();
    private final int most;

    FeatureCount(int most) {
        this.most = most;
    }

    boolean add(String name) {
        names.add(name);
        return names.size() <= most;
    }

    void addAll(Declaration.Named named, Origin origin) {
        addAll(named.head().features(), origin);
        if (named instanceof Declaration.Structure structure) {
            structure.members().forEach(member -> addAll(member.features(), origin));
        } else if (named instanceof Declaration.Enumeration enumeration) {
            enumeration.values().forEach(value -> addAll(value.features(), origin));
        }
    }

    private void addAll(List<Part.Mark> features, Origin origin) {
        for (Part.Mark feature : features) {
            if (!add(feature.name())) {
                throw origin.refusal("Maximum of " + most + " schema features is permitted");
            }
        }
    }
}
