package org.qmp4j.cli.program;

import java.io.PrintStream;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.qmp4j.protocol.PeerText;

/**
 * Stack traces to look for a bug with. Other libraries' messages are left out: a parser's repeat what it could not read, which may
 * be a secret. The messages of this library and the JDK's about files and sockets have none.
 */
public final class Trace {
    private static final List<String> SHOWN = List.of("org.qmp4j.", "java.io.", "java.net.", "java.nio.");

    private final PrintStream out;
    private final Set<Throwable> printed = Collections.newSetFromMap(new IdentityHashMap<>());

    private Trace(PrintStream out) {
        this.out = out;
    }

    /** Prints a failure, its causes and what was suppressed. */
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
        // Not by the class: one that stands for a cause that cannot be printed calls itself as that.
        String text = failure.toString();
        return SHOWN.stream().anyMatch(text::startsWith)
                ? text
                : failure.getClass().getName();
    }
}
