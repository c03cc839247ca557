package org.qmp4j.fake.record;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.qmp4j.fake.script.Answer;
import org.qmp4j.protocol.Secrets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The random parts of names: which part of a recorded name stands for which part of a name that came. A random part is a UUID, or
 * six or more hexadecimal digits with at least one decimal digit among them; it matches as many hexadecimal digits. The same
 * recorded part always stands for the same one that came, and no two for the same. Immutable.
 */
public final class Names {
    /** No name has come yet. */
    public static final Names NONE = new Names(Map.of());

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern RANDOM = Pattern.compile("\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}"
            + "|(?<!\\p{XDigit})(?=\\p{XDigit}*\\d)\\p{XDigit}{6,}");

    /** What came, by what was recorded. */
    private final Map<String, String> came;

    private Names(Map<String, String> came) {
        this.came = came;
    }

    /** The names as they are once that command has come; empty where it is not the recorded one. */
    public Optional<Names> with(JsonNode recorded, JsonNode given) {
        Map<String, String> more = new HashMap<>(came);
        return matches(recorded, given, more) ? Optional.of(new Names(more)) : Optional.empty();
    }

    /** All of these names, and those of another one, which count where both have one. */
    public Names and(Names newer) {
        Map<String, String> all = new HashMap<>(came);
        all.values().removeAll(newer.came.values());
        all.putAll(newer.came);
        return new Names(all);
    }

    private static boolean matches(JsonNode recorded, JsonNode given, Map<String, String> names) {
        if (recorded.isString() && recorded.stringValue().contains(Secrets.MASK)) {
            return true;
        }
        if (recorded.isString() && given.isString()) {
            return matches(recorded.stringValue(), given.stringValue(), names);
        }
        if (recorded.isObject() && given.isObject() && recorded.size() == given.size()) {
            return recorded.properties().stream()
                    .allMatch(member -> given.has(member.getKey())
                            && matches(member.getValue(), given.get(member.getKey()), names));
        }
        if (recorded.isArray() && given.isArray() && recorded.size() == given.size()) {
            for (int i = 0; i < recorded.size(); i++) {
                if (!matches(recorded.get(i), given.get(i), names)) {
                    return false;
                }
            }
            return true;
        }
        return recorded.equals(given);
    }

    private static boolean matches(String recorded, String given, Map<String, String> names) {
        if (recorded.length() != given.length()) {
            return false;
        }
        Matcher random = RANDOM.matcher(recorded);
        int end = 0;
        while (random.find()) {
            String part = given.substring(random.start(), random.end());
            if (!recorded.regionMatches(end, given, end, random.start() - end)
                    || !hasShapeOf(random.group(), part)
                    || !isBound(random.group(), part, names)) {
                return false;
            }
            end = random.end();
        }
        return recorded.regionMatches(end, given, end, recorded.length() - end);
    }

    private static boolean hasShapeOf(String recorded, String given) {
        for (int i = 0; i < recorded.length(); i++) {
            boolean isDash = recorded.charAt(i) == '-';
            if (isDash ? given.charAt(i) != '-' : Character.digit(given.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBound(String recorded, String given, Map<String, String> names) {
        String known = names.get(recorded);
        if (known != null) {
            return known.equals(given);
        }
        if (names.containsValue(given)) {
            return false;
        }
        names.put(recorded, given);
        return true;
    }

    /** A recorded answer, with the names that came in place of those that were recorded. */
    public Answer applied(Answer recorded) {
        Answer answer = Answer.done().endingWith(applied(recorded.end()));
        for (Answer.Emitted event : recorded.before()) {
            answer = answer.precededBy(event.name(), applied(event.data()));
        }
        for (Answer.Emitted event : recorded.after()) {
            answer = answer.followedBy(event.name(), applied(event.data()));
        }
        return answer;
    }

    private Answer.End applied(Answer.End end) {
        if (end instanceof Answer.Returned returned) {
            return new Answer.Returned(applied(returned.value()));
        }
        return end instanceof Answer.Failed failed
                ? new Answer.Failed(failed.errorClass(), applied(failed.description()))
                : end;
    }

    private JsonNode applied(JsonNode value) {
        if (value.isObject()) {
            ObjectNode copy = NODES.objectNode();
            value.properties().forEach(member -> copy.set(member.getKey(), applied(member.getValue())));
            return copy;
        }
        if (value.isArray()) {
            ArrayNode copy = NODES.arrayNode();
            value.forEach(element -> copy.add(applied(element)));
            return copy;
        }
        return value.isString() ? NODES.stringNode(applied(value.stringValue())) : value;
    }

    private String applied(String text) {
        return RANDOM.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(came.getOrDefault(found.group(), found.group())));
    }
}
