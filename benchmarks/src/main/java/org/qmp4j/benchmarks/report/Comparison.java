package org.qmp4j.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs everything, a few rounds of it, and writes {@code RESULTS.md} and its chart. Started by {@code scripts/bench}. */
public final class Comparison {
    private static final int ROUNDS = 7;
    private static final int QUICK_ROUNDS = 2;

    private Comparison() {}

    /** No arguments; see {@link Places}. */
    public static void main(String[] none) throws Exception {
        BootDisk.write(Places.bootDisk());
        Schema.fetch(Places.schema());
        List<Outcome> outcomes = measure(Places.quick() ? QUICK_ROUNDS : ROUNDS);
        Map<String, String> profiles = profiles(outcomes);
        String parts = Places.isPart() ? "" : Parts.run();
        Files.createDirectories(Places.results());
        Files.writeString(Places.results().resolve("RESULTS.md"), new Page(outcomes, profiles, parts).text());
        Files.writeString(Places.results().resolve("results.svg"), new Chart(outcomes).svg());
    }

    // Round by round, not work by work: whatever else the machine does meanwhile then hits all alike.
    private static List<Outcome> measure(int rounds) throws IOException, InterruptedException {
        List<Outcome> outcomes = Experiments.all().stream()
                .map(experiment -> new Outcome(experiment, new Samples()))
                .toList();
        for (int round = 1; round <= rounds; round++) {
            for (Outcome outcome : outcomes) {
                System.err.println("round " + round + " of " + rounds + ": "
                        + outcome.experiment().title());
                outcome.experiment().round(outcome.samples());
            }
        }
        return outcomes;
    }

    private static Map<String, String> profiles(List<Outcome> outcomes) throws IOException, InterruptedException {
        Map<String, String> profiles = new LinkedHashMap<>();
        for (Outcome outcome : outcomes) {
            if (!outcome.isMet()) {
                System.err.println("profile: " + outcome.experiment().title());
                profiles.put(outcome.experiment().title(), Profile.of(outcome.experiment()));
            }
        }
        return profiles;
    }
}
