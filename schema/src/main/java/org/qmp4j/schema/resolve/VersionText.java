package org.qmp4j.schema.resolve;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the version of QEMU since which a thing is there, in what the documentation says of it. */
public final class VersionText {
    private static final String VERSION = "(\\d+(?:\\.\\d+)+)";
    private static final Pattern LEADING = Pattern.compile("\\s*" + VERSION);
    private static final Pattern IN_PARENTHESES =
            Pattern.compile("\\((?:added\\s+)?since:?\\s+(?:QEMU\\s+)?" + VERSION, Pattern.CASE_INSENSITIVE);
    private static final Pattern AT_THE_END = Pattern.compile(
            "(?:^|[.;,(])\\s*since:?\\s+(?:QEMU\\s+)?" + VERSION + "\\s*\\)?\\.?\\s*$", Pattern.CASE_INSENSITIVE);

    private VersionText() {}

    /** The version at the beginning of a {@code Since:} section; what follows is about parts of the thing. */
    public static Optional<String> leading(String text) {
        Matcher matcher = LEADING.matcher(text);
        return matcher.lookingAt() ? Optional.of(release(matcher.group(1))) : Optional.empty();
    }

    /**
     * The version that a description gives: {@code Size of it (since 2.12)}. What is at the end of the text is about
     * the whole thing; further within, the first one counts.
     */
    public static Optional<String> since(String text) {
        Matcher end = AT_THE_END.matcher(text);
        if (end.find()) {
            return Optional.of(release(end.group(1)));
        }
        Matcher within = IN_PARENTHESES.matcher(text);
        return within.find() ? Optional.of(release(within.group(1))) : Optional.empty();
    }

    // The documentation calls the same release 2.12 here and 2.12.0 there.
    private static String release(String version) {
        return version.matches("\\d+\\.\\d+\\.0") ? version.substring(0, version.length() - ".0".length()) : version;
    }
}
