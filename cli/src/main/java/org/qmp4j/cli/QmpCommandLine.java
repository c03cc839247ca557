package org.qmp4j.cli;

import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.program.UsageException;

/** The {@code qmp} program. */
public final class QmpCommandLine {
    private QmpCommandLine() {}

    /** Runs the program and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(Environment.ofProcess(), arguments));
    }

    /** Runs the program and returns its exit code. */
    static int run(Environment environment, String... arguments) {
        try {
            requireReadable(arguments);
            return CommandTree.of(environment, arguments).execute(arguments);
        } catch (UsageException | Error failed) {
            return new ErrorReport(environment).failed(failed, "qmp");
        }
    }

    /** In a locale without UTF-8, Java cannot decode arguments beyond ASCII. QEMU must not get a changed text. */
    private static void requireReadable(String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].indexOf('\uFFFD') >= 0) {
                throw new UsageException("argument " + (i + 1)
                        + " could not be read as UTF-8; if the locale does not use UTF-8, set LC_ALL=C.UTF-8");
            }
        }
    }
}
