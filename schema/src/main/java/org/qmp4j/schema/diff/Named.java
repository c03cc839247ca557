package org.qmp4j.schema.diff;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Things by their names, in order. */
final class Named {
    private Named() {}

    static <T> Map<String, T> byName(Collection<T> things, Function<T, String> name) {
        Map<String, T> named = new LinkedHashMap<>();
        things.forEach(thing -> named.put(name.apply(thing), thing));
        return named;
    }
}
