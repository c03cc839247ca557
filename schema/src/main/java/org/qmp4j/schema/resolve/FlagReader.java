package org.qmp4j.schema.resolve;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.source.Syntax;

/** Reads the flags of commands and events; each may only be written where it changes something. */
final class FlagReader {
    private static final List<String> FALSE = List.of("gen", "success-response");
    private static final List<String> TRUE = List.of("boxed", "allow-oob", "allow-preconfig", "coroutine");

    private FlagReader() {}

    /** Whether the arguments or the data are boxed, before the flags are judged. */
    static boolean boxed(Subject subject) {
        @Nullable Syntax boxed = subject.get("boxed");
        return boxed != null && !(boxed instanceof Syntax.Flag flag && !flag.value());
    }

    static Command.Flags read(Subject subject) {
        FALSE.forEach(key -> require(subject, key, false));
        TRUE.forEach(key -> require(subject, key, true));
        if (has(subject, "allow-oob") && has(subject, "coroutine")) {
            throw subject.origin().refusal("flags 'allow-oob' and 'coroutine' are incompatible");
        }
        return new Command.Flags(
                has(subject, "boxed"),
                !has(subject, "gen"),
                !has(subject, "success-response"),
                has(subject, "allow-oob"),
                has(subject, "allow-preconfig"),
                has(subject, "coroutine"));
    }

    private static boolean has(Subject subject, String key) {
        return subject.get(key) != null;
    }

    private static void require(Subject subject, String key, boolean value) {
        if (has(subject, key) && !(subject.get(key) instanceof Syntax.Flag flag && flag.value() == value)) {
            throw subject.origin().refusal("flag '" + key + "' may only use " + value + " value");
        }
    }
}
