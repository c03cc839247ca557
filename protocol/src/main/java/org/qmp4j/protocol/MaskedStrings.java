package org.qmp4j.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * Masks secrets within the strings of a message.
 *
 * @param names which members are secret in an object inside a string
 * @param texts secrets that are masked wherever they occur
 * @param found called for each secret
 */
record MaskedStrings(SecretNames names, Set<String> texts, Consumer<String> found) {
    /** Members with a text for people, in which QEMU repeats names of files and the like. */
    private static final Set<String> PROSE =
            Set.of("desc", "error-desc", "error", "reason", "message", "human-readable-text");

    /** The name of a block device may be an object: {@code json:{"driver": "https", ...}}. */
    private static final String OBJECT = "json:";

    private static final Pattern OBJECT_IN_TEXT = Pattern.compile("json:\\s*\\{");
    // A shorter secret, such as "a", would match inside other words.
    private static final int MIN_PART_OF_WORD = 4;

    /**
     * A string without its secrets.
     *
     * @param member the member with this string; null if it is not the value of a member
     */
    String masked(@Nullable String member, String text) {
        return member != null && PROSE.contains(member) ? prose(text) : value(text);
    }

    /** Masks a string that is one file name, URI or option. */
    String value(String text) {
        return text.startsWith(OBJECT) ? object(text) : masked(text, false);
    }

    /** Masks a text for people, which may repeat such strings. */
    String prose(String text) {
        return masked(text, true);
    }

    private String masked(String text, boolean isProse) {
        String masked = text;
        for (String secret : texts) {
            masked = without(secret, masked);
        }
        Matcher object = OBJECT_IN_TEXT.matcher(masked);
        if (object.find()) {
            // Its end is unknown, because QEMU shortens long names.
            found.accept(masked.substring(object.start()));
            masked = masked.substring(0, object.start()) + OBJECT + Secrets.MASK;
        }
        return new SecretText(isProse, found).masked(masked);
    }

    private String without(String secret, String text) {
        if (!text.contains(secret)) {
            return text;
        }
        found.accept(secret);
        return secret.length() < MIN_PART_OF_WORD
                ? Pattern.compile("(?<!\\w)" + Pattern.quote(secret) + "(?!\\w)")
                        .matcher(text)
                        .replaceAll(Secrets.MASK)
                : text.replace(secret, Secrets.MASK);
    }

    private String object(String text) {
        List<String> secrets = new ArrayList<>();
        MaskedStrings inside = new MaskedStrings(names, texts, secrets::add);
        try (JsonParser in = JsonText.of(text.substring(OBJECT.length())).parser()) {
            String masked = new MaskedCopy(names, inside, secrets::add).of(in);
            secrets.forEach(found);
            return secrets.isEmpty() ? text : OBJECT + masked;
        } catch (JacksonException unreadable) {
            found.accept(text);
            return OBJECT + Secrets.MASK;
        }
    }
}
