package org.qmp4j.benchmarks.report;

/** An experiment, and what came out of it. */
record Outcome(Experiment experiment, Samples samples) {
    boolean isMet() {
        return experiment.aims().stream().allMatch(aim -> aim.isMet(samples));
    }
}
