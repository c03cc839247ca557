package org.qmp4j.it.docs;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Captures what code writes to standard output. Only one at a time. */
final class Printed {
    /** Some code. */
    interface Code {
        void run() throws Exception;
    }

    private Printed() {}

    static String by(Code code) {
        PrintStream usual = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            code.run();
        } catch (Exception failed) {
            throw new AssertionError("failed after printing " + bytes.toString(StandardCharsets.UTF_8), failed);
        } finally {
            System.setOut(usual);
        }
        return bytes.toString(StandardCharsets.UTF_8).strip();
    }
}
