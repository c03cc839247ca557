package org.qmp4j.benchmarks.report;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One task, which several contenders do in turn with the same peer, and its aims.
 *
 * @param title the task, for readers
 * @param peer the program that answers
 * @param contenders the clients; each runs once in a round
 * @param figures the figures that the results show
 * @param aims the limits that the figures must meet
 */
record Experiment(String title, Peer peer, List<Contender> contenders, List<String> figures, List<Aim> aims) {
    /** One round: the peer is started, and every contender runs once. */
    void round(Samples samples) throws IOException, InterruptedException {
        try (Peer.Running running = peer.start()) {
            for (Contender contender : contenders) {
                double before = running.megabytes();
                Map<String, Double> printed = contender.run(running.address());
                printed.put("peer_growth_mb", running.megabytes() - before);
                samples.add(contender.name(), printed);
                System.err.println("    " + contender.name() + " " + printed);
            }
        }
    }

    /** The contender to profile if an aim is missed: the first that is a JVM. */
    Optional<Contender> measured() {
        return contenders.stream()
                .filter(contender -> contender.command().contains("-cp"))
                .findFirst();
    }
}
