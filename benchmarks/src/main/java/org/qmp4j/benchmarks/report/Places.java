package org.qmp4j.benchmarks.report;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.qmp4j.machine.host.KvmSupport;

/** The paths that {@code scripts/bench} passes as system properties. */
final class Places {
    private Places() {}

    /** The folder of the compiled programs in C. */
    static String c(String program) {
        return text("bench.c") + "/" + program;
    }

    static String pythonClient() {
        return text("bench.python");
    }

    /** The folder of the package {@code qemu.qmp}. */
    static String pythonPath() {
        return text("bench.python.path");
    }

    /** The folder of QEMU's programs: of the distribution, or of the newest QEMU. */
    static String qemu(boolean newest) {
        return text(newest ? "bench.qemu.newest" : "bench.qemu.own") + "/qemu-system-x86_64";
    }

    static String newestJava() {
        return text("bench.java.newest");
    }

    static String java17() {
        return text("bench.java.17");
    }

    /** The program of the source tree. */
    static String qmp() {
        return text("bench.qmp");
    }

    static Path results() {
        return Path.of(text("bench.results"));
    }

    /** A value like the answer of {@code query-qmp-schema}, as a file. */
    static Path schema() {
        return Path.of(text("bench.work")).resolve("schema.json");
    }

    /** A disk whose boot sector raises an event for ever. */
    static Path bootDisk() {
        return Path.of(text("bench.work")).resolve("boot.img");
    }

    static boolean hasKvm() {
        return KvmSupport.obstacle().isEmpty();
    }

    /** The pattern that the titles of the selected experiments match. */
    static Pattern only() {
        return Pattern.compile(System.getProperty("bench.only", ""));
    }

    /** Whether some works are left out. */
    static boolean isPart() {
        return !only().pattern().isEmpty();
    }

    static boolean quick() {
        return Boolean.getBoolean("bench.quick");
    }

    private static String text(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException("run this by scripts/bench: " + property + " is not set");
        }
        return value;
    }
}
