package org.qmp4j.schema.manual;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.qmp4j.schema.model.Attributes;
import org.qmp4j.schema.model.Location;
import org.qmp4j.schema.model.Remarks;
import org.qmp4j.schema.resolve.VersionText;

/**
 * A definition of the manual.
 *
 * @param kind for example {@code command}
 * @param module for example {@code block-core}
 * @param since empty if the manual does not say it
 * @param sections the HTML below each heading, for example {@code Members}
 */
record Entry(String kind, String module, String name, Optional<String> since, Map<String, String> sections) {
    private static final Pattern START = Pattern.compile(
            "<dl class=\"qapi (command|event|object|enum|alternate)\"[^>]*>\\s*"
                    + "<dt [^>]*id=\"[a-z]+-(QMP|QSD|QGA)-([^.\"]+)\\.([^\"]+)\">(.*?)</dt>",
            Pattern.DOTALL);
    private static final Pattern SINCE = Pattern.compile("\\(Since:\\s*([0-9.]+)\\)");
    private static final Pattern SECTION = Pattern.compile(
            "<dt class=\"field-(?:odd|even)\">([A-Za-z]+)<.*?</dt>\\s*<dd class=\"field-(?:odd|even)\">",
            Pattern.DOTALL);
    private static final Pattern ITEM =
            Pattern.compile("(?m)^(?:<dd [^>]*><ul[^>]*>\\s*)?<li><p>(.*?)(?=^<li><p>|\\z)", Pattern.DOTALL);

    static List<Entry> all(String manual) {
        List<MatchResult> starts = START.matcher(manual).results().toList();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            MatchResult start = starts.get(i);
            int end = i + 1 < starts.size() ? starts.get(i + 1).start() : manual.length();
            entries.add(of(start, manual.substring(start.end(), end)));
        }
        return entries;
    }

    private static Entry of(MatchResult start, String body) {
        Matcher since = SINCE.matcher(Html.text(start.group(5)));
        String module = start.group(2).equals("QGA") ? "qga/" + start.group(3) : "qapi/" + start.group(3);
        return new Entry(
                start.group(1),
                module + ".json",
                start.group(4),
                since.find() ? VersionText.leading(since.group(1)) : Optional.empty(),
                sections(body));
    }

    private static Map<String, String> sections(String body) {
        List<MatchResult> headings = SECTION.matcher(body).results().toList();
        Map<String, String> sections = new LinkedHashMap<>();
        for (int i = 0; i < headings.size(); i++) {
            int end = i + 1 < headings.size() ? headings.get(i + 1).start() : body.length();
            sections.put(
                    headings.get(i).group(1), body.substring(headings.get(i).end(), end));
        }
        return sections;
    }

    /** What a section lists, as HTML. */
    List<String> items(String section) {
        return ITEM.matcher(sections.getOrDefault(section, ""))
                .results()
                .map(item -> item.group(1))
                .toList();
    }

    Attributes attributes() {
        return since(since).withLocation(Optional.of(new Location(module, 0, 0, Optional.empty())));
    }

    static Attributes attributes(String item) {
        return since(VersionText.since(Html.text(item)));
    }

    private static Attributes since(Optional<String> version) {
        return Attributes.NONE.withRemarks(Remarks.NONE.withSince(version));
    }
}
