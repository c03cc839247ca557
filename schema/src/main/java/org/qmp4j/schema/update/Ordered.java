package org.qmp4j.schema.update;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** Lists of things that have names. */
final class Ordered {
    private Ordered() {}

    /**
     * What a newer list has, and what is kept of that which only the older one has: in the older one's order, and what is new
     * after the element that it follows in the newer one.
     */
    static <T> List<T> merge(List<T> newer, List<T> older, Predicate<T> isKept, Function<T, String> name) {
        Map<String, T> found = byName(newer, name);
        List<T> merged = new ArrayList<>();
        for (T element : older) {
            T same = found.get(name.apply(element));
            if (same != null || isKept.test(element)) {
                merged.add(same == null ? element : same);
            }
        }
        List<String> names = new ArrayList<>(merged.stream().map(name).toList());
        int next = 0;
        for (T element : newer) {
            int at = names.indexOf(name.apply(element));
            if (at < 0) {
                at = next;
                merged.add(at, element);
                names.add(at, name.apply(element));
            }
            next = at + 1;
        }
        return merged;
    }

    static <T> Map<String, T> byName(List<T> list, Function<T, String> name) {
        Map<String, T> byName = new LinkedHashMap<>();
        list.forEach(element -> byName.put(name.apply(element), element));
        return byName;
    }
}
