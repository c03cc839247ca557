package org.qmp4j.cli;

import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.program.UsageException;

/** The {@code qmp} program. */
public final class QmpCommandLine {
    private QmpCommandLine() {}

    /** Runs the program and ends the process with its exit code. */
    public static void main(String[] words) {
        System.exit(run(Environment.ofProcess(), words));
    }

    /** Runs the program and returns its exit code. */
    static int run(Environment environment, String... words) {
        try {
            requireReadable(words);
            return CommandTree.of(environment, words).execute(words);
        } catch (UsageException | Error failed) {
            return new ErrorReport(environment).failed(failed, "qmp");
        }
    }

    /** In a locale without UTF-8, Java cannot tell what words beyond ASCII say; QEMU must not get something else. */
    private static void requireReadable(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (words[i].indexOf('\uFFFD') >= 0) {
                throw new UsageException("argument " + (i + 1)
                        + " could not be read as UTF-8; in a locale without it, set LC_ALL=C.UTF-8");
            }
        }
    }
}
