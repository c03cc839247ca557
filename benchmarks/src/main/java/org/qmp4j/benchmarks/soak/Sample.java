package org.qmp4j.benchmarks.soak;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What this process holds at one time.
 *
 * @param seconds since the beginning
 * @param heapBytes in use after a collection
 * @param operations done since the beginning
 */
record Sample(long seconds, long heapBytes, int threads, long descriptors, long operations) {
    static Sample take(long seconds, long operations) throws IOException {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return new Sample(
                    seconds,
                    runtime.totalMemory() - runtime.freeMemory(),
                    ManagementFactory.getThreadMXBean().getThreadCount(),
                    open.count(),
                    operations);
        }
    }
}
