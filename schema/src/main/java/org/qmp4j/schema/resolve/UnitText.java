package org.qmp4j.schema.resolve;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the unit of a number, in what the documentation says of it or in its name. */
final class UnitText {
    private static final Map<String, String> WORDS = words();
    private static final Map<String, String> SUFFIXES = suffixes();
    private static final String UNIT = "(" + String.join("|", WORDS.keySet()) + ")(?![a-z/])";
    private static final Pattern NAMED =
            Pattern.compile("(?:\\b(?:in|number of|amount of|as) |\\((?:in )?)" + UNIT, Pattern.CASE_INSENSITIVE);
    private static final Pattern LEADING =
            Pattern.compile("(?:the |total |maximum |minimum )*" + UNIT, Pattern.CASE_INSENSITIVE);

    private UnitText() {}

    /** The unit in English and in the plural; empty where neither the text nor the name says it plainly. */
    static Optional<String> of(String name, String text) {
        String line = text.replaceAll("\\s+", " ").trim();
        Matcher named = NAMED.matcher(line);
        if (named.find()) {
            return unit(named);
        }
        Matcher leading = LEADING.matcher(line);
        return leading.lookingAt() ? unit(leading) : ofName(name);
    }

    private static Optional<String> unit(Matcher matcher) {
        String found = matcher.group(1).toLowerCase(Locale.ROOT);
        return WORDS.entrySet().stream()
                .filter(word -> found.matches(word.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
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
        words.put("bytes(?: per |/)s(?:ec(?:ond)?)?", "bytes per second");
        words.put("(?:mbps|megabits?(?: per |/)s(?:ec(?:ond)?)?)", "megabits per second");
        words.put("pages per second", "pages per second");
        words.put("(?:mb/s|mib/s|mib per second|megabytes per second)", "MiB per second");
        words.put("(?:kib|kibibytes?)", "KiB");
        words.put("(?:mib|mebibytes?)", "MiB");
        words.put("(?:gib|gibibytes?)", "GiB");
        words.put("bytes?", "bytes");
        words.put("sectors?", "sectors");
        words.put("pages?", "pages");
        words.put("nanoseconds?", "nanoseconds");
        words.put("microseconds?", "microseconds");
        words.put("milliseconds?", "milliseconds");
        words.put("seconds?", "seconds");
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
