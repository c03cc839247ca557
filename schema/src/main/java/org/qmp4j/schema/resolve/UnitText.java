package org.qmp4j.schema.resolve;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the unit of a number, in what the documentation says of it or in its name. */
final class UnitText {
    private static final Map<String, String> UNITS = units();
    private static final Map<String, String> SUFFIXES = suffixes();
    private static final String UNIT = "(" + String.join("|", UNITS.keySet()) + ")(?![a-z/])";
    private static final Pattern RATE = pattern("\\b((?:bytes|pages|operations)(?: [a-z]+)? per second|percentage)");
    private static final Pattern NAMED =
            pattern("(?:\\bin |\\bunits of |\\b(?:number|amount) of (?:[a-z]+ )?|, |\\((?:in )?)" + UNIT);
    private static final Pattern LEADING = pattern("^(?:the |total |maximum |minimum )*" + UNIT);

    private UnitText() {}

    /** The unit in English and in the plural; empty where neither the text nor the name says it plainly. */
    static Optional<String> of(String name, String text) {
        String line = text.replaceAll("\\s+", " ").trim();
        return Stream.of(RATE, NAMED, LEADING)
                .flatMap(pattern -> pattern.matcher(line).results().limit(1))
                .map(found -> unit(found.group(1)))
                .findFirst()
                .or(() -> ofName(name));
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }

    private static String unit(String found) {
        String word = found.toLowerCase(Locale.ROOT);
        return UNITS.entrySet().stream()
                .filter(one -> word.matches(one.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(word);
    }

    private static Optional<String> ofName(String name) {
        return SUFFIXES.entrySet().stream()
                .filter(suffix -> name.matches("(.*[-_])?" + suffix.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    // The longer forms stand first, for the first that fits is taken.
    private static Map<String, String> units() {
        Map<String, String> units = new LinkedHashMap<>();
        units.put("bytes(?:(?: [a-z]+)? per |/)s(?:ec(?:ond)?)?", "bytes per second");
        units.put("(?:mbps|megabits?(?: per |/)s(?:ec(?:ond)?)?)", "megabits per second");
        units.put("mib(?: per second|/s)", "MiB per second");
        units.put("(?:mb/s|megabytes per second)", "megabytes per second");
        units.put("pages(?: [a-z]+)? per second", "pages per second");
        units.put("operations(?: [a-z]+)? per second", "operations per second");
        units.put("kib", "KiB");
        units.put("mib", "MiB");
        units.put("gib", "GiB");
        units.put("bytes", "bytes");
        units.put("sectors", "sectors");
        units.put("pages", "pages");
        units.put("(?:nanoseconds|ns)", "nanoseconds");
        units.put("microseconds", "microseconds");
        units.put("(?:milliseconds|ms)", "milliseconds");
        units.put("seconds", "seconds");
        units.put("percent(?:age)?", "percent");
        units.put("mhz", "MHz");
        units.put("hz", "Hz");
        return units;
    }

    private static Map<String, String> suffixes() {
        Map<String, String> suffixes = new LinkedHashMap<>();
        suffixes.put("(?:ns|nsec|nanoseconds)", "nanoseconds");
        suffixes.put("(?:us|usec|microseconds)", "microseconds");
        suffixes.put("(?:ms|msec|milliseconds)", "milliseconds");
        suffixes.put("(?:secs?|seconds)", "seconds");
        suffixes.put("bytes", "bytes");
        suffixes.put("sectors", "sectors");
        suffixes.put("percent(?:age)?", "percent");
        return suffixes;
    }
}
