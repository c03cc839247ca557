package org.qmp4j.benchmarks.machine;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.qmp4j.junit.QemuMachine;
import org.qmp4j.junit.QemuTest;
import org.qmp4j.machine.Machine;

/**
 * Tests with a machine, as JUnit runs them. Prints the milliseconds from this process's start to the beginning of the first
 * test, and the median of those from the end of one test to the beginning of the next.
 *
 * <pre>{@code
 * java -Dqmp4j.qemu.bin=FOLDER -Dguest=FOLDER ... MachinesForTests RESETS
 * }</pre>
 */
public final class MachinesForTests {
    private static final List<Long> BEGUN = new ArrayList<>();
    private static final List<Long> ENDED = new ArrayList<>();
    private static int tests;
    private static long firstMillis;

    private MachinesForTests() {}

    /** The tests. */
    @QemuTest
    @QemuMachine(
            kernel = "${guest}/kernel",
            initrd = "${guest}/initramfs",
            append = "console=ttyS0 quiet no_timer_check",
            ready = "guest> ")
    static class Tests {
        static IntStream numbers() {
            return IntStream.range(0, tests);
        }

        @BeforeEach
        void begin(Machine machine) {
            BEGUN.add(System.nanoTime());
            if (BEGUN.size() == 1) {
                long began = ProcessHandle.current()
                        .info()
                        .startInstant()
                        .orElseThrow()
                        .toEpochMilli();
                firstMillis = System.currentTimeMillis() - began;
            }
        }

        @ParameterizedTest
        @MethodSource("numbers")
        void test(int number) {}

        @AfterEach
        void end() {
            ENDED.add(System.nanoTime());
        }
    }

    /** Measures. */
    public static void main(String[] arguments) {
        tests = Integer.parseInt(arguments[0]) + 1;
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(Tests.class))
                                .build(),
                        summary);
        summary.getSummary().getFailures().forEach(failure -> {
            throw new IllegalStateException(failure.getException());
        });
        double[] resets = IntStream.range(1, tests)
                .mapToDouble(
                        test -> (BEGUN.get(test) - ENDED.get(test - 1)) / (double) TimeUnit.MILLISECONDS.toNanos(1))
                .sorted()
                .toArray();
        System.out.printf(Locale.ROOT, "%d %.1f%n", firstMillis, resets[resets.length / 2]);
    }
}
