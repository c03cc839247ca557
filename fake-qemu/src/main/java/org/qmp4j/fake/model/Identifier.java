package org.qmp4j.fake.model;

import java.util.regex.Pattern;

/** What QEMU takes for the name of a thing. */
final class Identifier {
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");

    private Identifier() {}

    static boolean isWellFormed(String text) {
        return WELL_FORMED.matcher(text).matches();
    }
}
