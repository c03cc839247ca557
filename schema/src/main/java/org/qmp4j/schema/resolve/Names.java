package org.qmp4j.schema.resolve;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules for names: which characters, and which case for which kind of thing. */
final class Names {
    private static final Pattern VALID =
            Pattern.compile("(?:__[a-z0-9.-]+_)?(?:x-)?([a-z][a-z0-9_-]*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern CAMEL = Pattern.compile("[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*");

    private Names() {}

    /** What a name may have beside lower case, digits and hyphens. */
    enum Permit {
        NOTHING,
        UNDERSCORE,
        UPPER_CASE_AND_UNDERSCORE
    }

    /** Names that differ only in how C spells them are the same to QEMU. */
    static String inC(String name) {
        return name.replace('-', '_').replace('.', '_');
    }

    static void requireUpper(String name, Origin origin, String source) {
        if (stem(name, origin, source).chars().anyMatch(letter -> Character.isLowerCase(letter) || letter == '-')) {
            throw origin.refusal("name of " + source + " must not use lowercase or '-'");
        }
    }

    static void requireLower(String name, Origin origin, String source, Permit permit) {
        String stem = stem(name, origin, source);
        boolean upper = stem.chars().anyMatch(Character::isUpperCase) && permit != Permit.UPPER_CASE_AND_UNDERSCORE;
        boolean underscore = stem.contains("_") && permit == Permit.NOTHING;
        if (upper || underscore) {
            throw origin.refusal("name of " + source + " must not use uppercase or '_'");
        }
    }

    static void requireCamel(String name, Origin origin, String source) {
        if (!CAMEL.matcher(stem(name, origin, source)).matches()) {
            throw origin.refusal("name of " + source + " must use CamelCase");
        }
    }

    /** The name of a definition of that kind. */
    static void requireDefinition(String name, Origin origin, Rules rules) {
        switch (origin.kind()) {
            case "event" -> requireUpper(name, origin, origin.kind());
            case "command" ->
                requireLower(
                        name,
                        origin,
                        origin.kind(),
                        rules.pragmas().commandNameExceptions().contains(name) ? Permit.UNDERSCORE : Permit.NOTHING);
            default -> {
                requireCamel(name, origin, origin.kind());
                if (name.endsWith("List")) {
                    throw origin.refusal(origin.kind() + " name should not end in 'List'");
                }
            }
        }
    }

    private static String stem(String name, Origin origin, String source) {
        Matcher matcher = VALID.matcher(name);
        // q_ is where QEMU's generated C code and its implicit types have their names.
        if (!matcher.matches() || inC(name).startsWith("q_")) {
            throw origin.refusal(source + " has an invalid name");
        }
        return matcher.group(1);
    }
}
