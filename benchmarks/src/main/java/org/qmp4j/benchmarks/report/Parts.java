package org.qmp4j.benchmarks.report;

import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks of the package {@code parts}, and makes a table of the results. */
final class Parts {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private Parts() {}

    static String run() throws RunnerException {
        Options options = new OptionsBuilder()
                .include("org\\.qmp4j\\.benchmarks\\.parts\\..*")
                .addProfiler(GCProfiler.class)
                .forks(Places.quick() ? 1 : 3)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(Places.quick() ? 2 : 5)
                .measurementTime(TimeValue.seconds(1))
                .timeUnit(TimeUnit.NANOSECONDS)
                .jvmArgsAppend(
                        "-Dbench.c=" + System.getProperty("bench.c"),
                        "-Dbench.work=" + System.getProperty("bench.work"))
                .build();
        StringBuilder table = new StringBuilder("| part | ns | error | bytes allocated |\n|---|---|---|---|\n");
        Collection<RunResult> results = new Runner(options).run();
        results.forEach(result -> table.append(row(result)));
        return table.toString();
    }

    private static String row(RunResult run) {
        String name = run.getParams().getBenchmark().replaceFirst(".*\\.parts\\.", "");
        double bytes =
                Objects.requireNonNull(run.getSecondaryResults().get(ALLOCATED)).getScore();
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f | ± %,.0f | %,.0f |%n",
                name,
                run.getPrimaryResult().getScore(),
                run.getPrimaryResult().getScoreError(),
                bytes);
    }
}
