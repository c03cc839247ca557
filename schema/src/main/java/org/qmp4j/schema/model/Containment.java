package org.qmp4j.schema.model;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How deep objects contain each other, as bases or branches. Readers of a schema follow them: an object that contains
 * itself would have no end.
 */
final class Containment {
    private final Schema schema;
    private final Map<String, Integer> depths = new HashMap<>();

    Containment(Schema schema) {
        this.schema = schema;
    }

    /**
     * Refuses an object that contains itself, or too many others.
     *
     * @throws IllegalArgumentException if there is one
     */
    void require(ObjectType object) {
        depth(object, 1);
    }

    private int depth(ObjectType object, int above) {
        int within = depths.getOrDefault(object.name(), 1);
        if (above + within - 1 > ObjectType.MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "it contains itself, or more than " + ObjectType.MAX_DEPTH + " objects contain each other");
        }
        if (!depths.containsKey(object.name())) {
            int deepest = contained(object)
                    .mapToInt(name -> depth(schema.object(name), above + 1))
                    .max()
                    .orElse(0);
            depths.put(object.name(), deepest + 1);
        }
        return depths.get(object.name());
    }

    private static Stream<String> contained(ObjectType object) {
        return Stream.concat(object.base().stream(), object.branches().stream().map(ObjectType.Branch::type));
    }
}
