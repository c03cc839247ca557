package org.qmp4j.protocol;

import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks the secrets within one string: the password of a URI, options such as {@code key=...} in a URI, in the name of a block
 * device ({@code rbd:pool/image:key=...}) or in QEMU's option syntax, and commands ({@code exec:...}).
 *
 * <p>In prose, which repeats such strings, a string ends at a space, or at the next quote if it is in quotes. A value extends to its
 * end, because a password may contain spaces. If the end is uncertain, more is masked rather than less.
 */
final class SecretText {
    private static final Pattern URI = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://");
    private static final Set<String> ISCSI = Set.of("iscsi", "iser");
    private static final Pattern OPTION = Pattern.compile("([\\w.-]+)=");
    private static final Pattern ENCODED = Pattern.compile("%(\\p{XDigit}{2})");
    private static final Pattern PROGRAM = Pattern.compile("(?<![\\w-])exec:");
    // QEMU quotes the text that it could not parse.
    private static final Pattern UNREADABLE = Pattern.compile("(JSON parse error[^']*)'.*'", Pattern.DOTALL);
    /** In these, a comma does not separate options. */
    private static final Pattern WITHOUT_COMMAS = Pattern.compile("://|(?<![\\w-])rbd:");
    // A secret object in QEMU's option syntax; 'data' is secret only there.
    private static final Pattern SECRET_OBJECT = Pattern.compile("(?<![\\w-])secret(?:_keyring)?,");
    private static final String DATA = "data";
    /** {@code -vnc :0,password=on}, and values that are masked already. */
    private static final Pattern NO_SECRET = Pattern.compile("on|off|" + Pattern.quote(Secrets.MASK) + "\\W*");

    private final boolean isProse;
    private final Consumer<String> found;

    /**
     * Masks strings.
     *
     * @param isProse whether the strings are texts for people
     * @param found called for each secret
     */
    SecretText(boolean isProse, Consumer<String> found) {
        this.isProse = isProse;
        this.found = found;
    }

    String masked(String text) {
        if (text.indexOf('=') < 0 && text.indexOf(':') < 0 && !text.contains("JSON parse error")) {
            return text;
        }
        String readable = UNREADABLE.matcher(text).replaceAll("$1'" + Secrets.MASK + "'");
        return withoutOptions(withoutPasswords(withoutPrograms(readable)));
    }

    private String withoutPrograms(String text) {
        return replaced(text, PROGRAM, match -> true);
    }

    private String withoutOptions(String text) {
        return replaced(text, OPTION, match -> isSecretOption(text, match));
    }

    private boolean isSecretOption(String text, Matcher option) {
        String name = option.group(1);
        return SecretNames.ANYWHERE.isSecret(name)
                || (name.equals(DATA)
                        && SECRET_OBJECT.matcher(before(text, option.start())).find());
    }

    /** Masks the value behind each match. */
    private String replaced(String text, Pattern pattern, Predicate<Matcher> isBeforeSecret) {
        StringBuilder masked = new StringBuilder();
        int shown = 0;
        for (Matcher match = pattern.matcher(text); match.find(); ) {
            if (match.start() < shown || !isBeforeSecret.test(match)) {
                continue;
            }
            int end = pattern == OPTION ? endOfOption(text, match) : limitWithSpaces(text, match.start());
            String secret = text.substring(match.end(), end);
            if (!isNoSecret(secret)) {
                found.accept(secret);
                found.accept(secret.replace(",,", ","));
                masked.append(text, shown, match.end()).append(Secrets.MASK);
                shown = end;
            }
        }
        return masked.append(text, shown, text.length()).toString();
    }

    /** Whether the value of an option is harmless. */
    static boolean isNoSecret(String value) {
        return value.isEmpty() || NO_SECRET.matcher(value).matches();
    }

    private int endOfOption(String text, Matcher option) {
        int limit = limit(text, option.start());
        if (WITHOUT_COMMAS.matcher(before(text, option.start())).find()) {
            return limit;
        }
        for (int i = option.end(); i < limit; i++) {
            if (text.charAt(i) == ',') {
                if (i + 1 == limit || text.charAt(i + 1) != ',') {
                    return i;
                }
                i++;
            }
        }
        return limit;
    }

    /** The end of the string at this position. */
    private int limit(String text, int place) {
        int end = limitWithSpaces(text, place);
        if (!isProse || isQuoted(text, place)) {
            return end;
        }
        for (int i = place; i < end; i++) {
            if (Character.isWhitespace(text.charAt(i))) {
                return i;
            }
        }
        return end;
    }

    /** The same, if the string may contain spaces. */
    private int limitWithSpaces(String text, int place) {
        int end = isProse ? text.indexOf('\n', place) : -1;
        if (isQuoted(text, place)) {
            end = text.indexOf(text.charAt(start(text, place) - 1), place);
        }
        return end < 0 ? text.length() : end;
    }

    private boolean isQuoted(String text, int place) {
        int start = start(text, place);
        return start > 0 && isQuote(text.charAt(start - 1));
    }

    private static boolean isQuote(char c) {
        return c == '\'' || c == '"' || c == '`';
    }

    /** The start of the string at this position. */
    private int start(String text, int place) {
        int start = isProse ? place : 0;
        while (start > 0 && !isQuote(text.charAt(start - 1)) && !Character.isWhitespace(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private String before(String text, int place) {
        return text.substring(start(text, place), place);
    }

    private String withoutPasswords(String text) {
        StringBuilder masked = new StringBuilder();
        int shown = 0;
        Matcher uri = URI.matcher(text);
        while (uri.find(shown)) {
            int end = limit(text, uri.start());
            int password = password(text, uri, end);
            int at = password < 0 ? -1 : lastAt(text, password, end);
            masked.append(text, shown, at < 0 ? uri.end() : password);
            if (at >= 0) {
                tell(text.substring(password, at));
                masked.append(Secrets.MASK);
            }
            shown = at < 0 ? uri.end() : at;
        }
        return masked.append(text, shown, text.length()).toString();
    }

    /** The start of a password, if an {@code @} follows; otherwise -1. */
    private static int password(String text, Matcher uri, int end) {
        // iscsi://user%password@host
        char separator = ISCSI.contains(uri.group(1)) ? '%' : ':';
        for (int i = uri.end(); i < end; i++) {
            char c = text.charAt(i);
            if (c == separator) {
                return i + 1;
            }
            if ("/?#@[".indexOf(c) >= 0) {
                return -1;
            }
        }
        return -1;
    }

    /** The last one in the authority, otherwise the last one: a password may contain an unescaped slash. */
    private static int lastAt(String text, int from, int end) {
        int slash = from;
        while (slash < end && "/?#".indexOf(text.charAt(slash)) < 0) {
            slash++;
        }
        int inAuthority = text.lastIndexOf('@', slash - 1);
        int at = inAuthority >= from ? inAuthority : text.lastIndexOf('@', end - 1);
        return at >= from ? at : -1;
    }

    private void tell(String password) {
        found.accept(password);
        found.accept(ENCODED.matcher(password)
                .replaceAll(code -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(code.group(1), 16)))));
    }
}
