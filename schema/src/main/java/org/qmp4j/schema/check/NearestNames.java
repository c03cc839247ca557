package org.qmp4j.schema.check;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Names that a wrong one may have been meant for. */
public final class NearestNames {
    private static final int MOST = 3;
    private static final int LONGEST = 100;

    private NearestNames() {}

    /** {@code ; did you mean 'a' or 'b'?}; empty where nothing is near. */
    public static String hint(String wrong, Collection<String> names) {
        List<String> nearest = of(wrong, names);
        return nearest.isEmpty()
                ? ""
                : nearest.stream().collect(Collectors.joining("' or '", "; did you mean '", "'?"));
    }

    /** {@code ; is 'a' a slip?}; empty where nothing is near. */
    static String slip(String right, Collection<String> names) {
        List<String> nearest = of(right, names);
        return nearest.isEmpty() ? "" : "; is '" + nearest.get(0) + "' a slip?";
    }

    static List<String> of(String wrong, Collection<String> names) {
        if (wrong.length() > LONGEST) {
            return List.of();
        }
        int most = Math.max(1, wrong.length() / 4);
        return names.stream()
                .filter(name -> Math.abs(name.length() - wrong.length()) <= most)
                .map(name -> Map.entry(name, distance(plain(wrong), plain(name))))
                .filter(entry -> entry.getValue() <= most)
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .limit(MOST)
                .map(Map.Entry::getKey)
                .toList();
    }

    // The schema has both device_add and device-list-properties, and events in capitals.
    private static String plain(String name) {
        return name.replace('_', '-').toLowerCase(Locale.ROOT);
    }

    /** How many letters must be added, dropped or changed (Levenshtein). */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
