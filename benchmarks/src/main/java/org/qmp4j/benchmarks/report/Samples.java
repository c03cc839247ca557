package org.qmp4j.benchmarks.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures that the contenders of one experiment printed, by round. */
final class Samples {
    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    void add(String contender, Map<String, Double> figures) {
        figures.forEach((name, value) -> values.computeIfAbsent(key(contender, name), any -> new ArrayList<>())
                .add(value));
    }

    List<Double> of(String contender, String figure) {
        return values.getOrDefault(key(contender, figure), List.of());
    }

    /** For each round, this contender's figure divided by the other's. */
    List<Double> ratios(String contender, String figure, String other, String otherFigure) {
        List<Double> above = of(contender, figure);
        List<Double> below = of(other, otherFigure);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(above.size(), below.size()); i++) {
            ratios.add(above.get(i) / below.get(i));
        }
        return ratios;
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** {@code 12.3 (11.8 to 14.0)}: the median, the minimum and the maximum. */
    static String shown(List<Double> values) {
        return number(median(values)) + " (" + number(Collections.min(values)) + " to "
                + number(Collections.max(values)) + ")";
    }

    /** Three digits or so, with separators between thousands. */
    static String number(double value) {
        String format = Math.abs(value) >= 100 ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }

    private static String key(String contender, String figure) {
        return contender + '\n' + figure;
    }
}
