package org.qmp4j.schema.resolve;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the unit of a number, in what the documentation says of it or in its name. */
final class UnitText {
    private static final Map<String, String> WORDS = words();
    private static final Map<String, String> SUFFIXES = suffixes();
    private static final String UNIT = "(" + String.join("|", WORDS.keySet()) + ")(?![a-z/])";
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
        return WORDS.entrySet().stream()
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
    private static Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("bytes(?:(?: [a-z]+)? per |/)s(?:ec(?:ond)?)?", "bytes per second");
        words.put("(?:mbps|megabits?(?: per |/)s(?:ec(?:ond)?)?)", "megabits per second");
        words.put("mib(?: per second|/s)", "MiB per second");
        words.put("(?:mb/s|megabytes per second)", "megabytes per second");
        words.put("pages(?: [a-z]+)? per second", "pages per second");
        words.put("operations(?: [a-z]+)? per second", "operations per second");
        words.put("kib", "KiB");
        words.put("mib", "MiB");
        words.put("gib", "GiB");
        words.put("bytes", "bytes");
        words.put("sectors", "sectors");
        words.put("pages", "pages");
        words.put("(?:nanoseconds|ns)", "nanoseconds");
        words.put("microseconds", "microseconds");
        words.put("(?:milliseconds|ms)", "milliseconds");
        words.put("seconds", "seconds");
        words.put("percent(?:age)?", "percent");
        words.put("mhz", "MHz");
        words.put("hz", "Hz");
        return words;
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
