package org.qmp4j.it.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.Programs;
import org.qmp4j.it.support.RealQemu;

@Tag("newest-jdk")
@Tag("one-qemu")
@ExtendWith(NoLeaks.class)
@Tag("slow")
class CommandCostIT {
    /** Enough that what the first commands allocate, such as the code of lambdas, is over. */
    private static final int WARM = 5_000;

    /**
     * The JIT compiler leaves some objects out. Which ones depends on when it compiles what: the figure differs between runs,
     * by up to a quarter, and also settles at different values. Without that it is what the code allocates.
     */
    private static final String ALL_OBJECTS = "-XX:-DoEscapeAnalysis";

    /** Per cent, seconds, microseconds each, how many, perhaps how many failed, and the name. */
    private static final Pattern ROW = Pattern.compile(
            "^ *[0-9.]+ +[0-9.]+ +[0-9]+ +([0-9]+) +(?:[0-9]+ +)?([a-z][a-z0-9_]*)$", Pattern.MULTILINE);

    private static final int FEW = 1_000;
    private static final int MANY = 3_000;

    @Test
    void aCommandAllocatesLessThanAKilobyte() throws Exception {
        try (RealQemu qemu = RealQemu.start()) {
            String printed = run(qemu, List.of(), WARM, ALL_OBJECTS);
            // It is 968, and 32 more where a thread has to wait for a lock, which happens often where there is one
            // core.
            assertThat(Long.parseLong(printed.strip())).isBetween(200L, 1023L);
        }
    }

    @Test
    void aCommandNeedsAHandfulOfSystemCalls() throws Exception {
        Optional<Path> strace = Programs.find("strace");
        assumeTrue(strace.isPresent(), "strace is not installed");
        try (RealQemu qemu = RealQemu.start()) {
            Map<String, Long> few = systemCalls(qemu, strace.get(), FEW);
            Map<String, Long> many = systemCalls(qemu, strace.get(), MANY);
            assumeTrue(!few.isEmpty() && !many.isEmpty(), "strace may not watch a process here");
            Map<String, Double> each = new LinkedHashMap<>();
            // Each program first runs the same number to warm up. All other costs are the same in both, and cancel out.
            many.forEach((name, count) -> each.put(name, (count - few.getOrDefault(name, 0L)) / (2.0 * (MANY - FEW))));
            assertThat(each.getOrDefault("write", 0.0))
                    .as("writes to the socket")
                    .isBetween(0.9, 1.2);
            assertThat(each.getOrDefault("read", 0.0)).as("reads from it").isBetween(0.9, 1.2);
            assertThat(each.getOrDefault("epoll_wait", 0.0)).as("selections").isBetween(0.9, 1.2);
            // The caller waits and is woken, and both take the lock that goes with that.
            assertThat(each.getOrDefault("futex", 0.0)).as("waits and wakings").isBetween(0.5, 5.0);
            double all = each.values().stream().mapToDouble(Double::doubleValue).sum();
            assertThat(all).as("all of " + each).isLessThan(10);
        }
    }

    private static Map<String, Long> systemCalls(RealQemu qemu, Path strace, int count) throws Exception {
        Path summary = qemu.path("strace");
        run(qemu, List.of(strace.toString(), "-f", "-c", "-o", summary.toString()), count);
        Map<String, Long> calls = new LinkedHashMap<>();
        if (Files.exists(summary)) {
            Matcher rows = ROW.matcher(Files.readString(summary));
            while (rows.find()) {
                calls.put(rows.group(2), Long.valueOf(rows.group(1)));
            }
        }
        calls.remove("total");
        return calls;
    }

    private static String run(RealQemu qemu, List<String> launcher, int count, String... options) throws Exception {
        List<String> command = new ArrayList<>(launcher);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-XX:-UsePerfData", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(ManyCommands.class.getName(), qemu.path("qmp").toString(), String.valueOf(count)));
        Path output = qemu.path("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(100, TimeUnit.SECONDS);
            String printed = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(ended).as(printed).isTrue();
            if (launcher.isEmpty()) {
                assertThat(process.exitValue()).as(printed).isZero();
            }
            return printed;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
