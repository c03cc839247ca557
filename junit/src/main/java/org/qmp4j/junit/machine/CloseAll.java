package org.qmp4j.junit.machine;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Closes several resources, even if some of them fail. */
public final class CloseAll {
    private CloseAll() {}

    /** Closes all of them in order, and throws the first failure at the end. */
    public static void of(Collection<? extends Runnable> closes) {
        Throwable first = null;
        for (Runnable close : List.copyOf(closes)) {
            try {
                close.run();
            } catch (RuntimeException | Error failed) {
                first = first(first, failed);
            }
        }
        rethrow(first);
    }

    private static Throwable first(@Nullable Throwable first, Throwable next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }

    private static void rethrow(@Nullable Throwable failed) {
        if (failed instanceof Error error) {
            throw error;
        }
        if (failed instanceof RuntimeException exception) {
            throw exception;
        }
    }
}
