package org.qmp4j.cli.program;

import java.io.PrintStream;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.qmp4j.protocol.PeerText;

/**
 * Prints stack traces for debugging. Messages of other libraries are left out, because the message of a parser repeats what it could
 * not parse, which may be a secret. Messages of this library, and of the JDK about files and sockets, contain no secrets.
 */
public final class Trace {
    private static final List<String> SHOWN = List.of("org.qmp4j.", "java.io.", "java.net.", "java.nio.");

    private final PrintStream out;
    private final Set<Throwable> printed = Collections.newSetFromMap(new IdentityHashMap<>());

    private Trace(PrintStream out) {
        this.out = out;
    }

    /** Prints a failure, its causes and its suppressed exceptions. */
    public static void print(Throwable failure, PrintStream out) {
        new Trace(out).print("", failure);
    }

    private void print(String relation, Throwable failure) {
        if (!printed.add(failure)) {
            return;
        }
        out.println(relation + PeerText.message(shown(failure)));
        for (StackTraceElement frame : failure.getStackTrace()) {
            out.println("\tat " + frame);
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            print("Suppressed: ", suppressed);
        }
        if (failure.getCause() != null) {
            print("Caused by: ", failure.getCause());
        }
    }

    private static String shown(Throwable failure) {
        // Check the text instead of the class: an exception that replaces another one may print the name of the other
        // one.
        String text = failure.toString();
        return SHOWN.stream().anyMatch(text::startsWith)
                ? text
                : failure.getClass().getName();
    }
}
