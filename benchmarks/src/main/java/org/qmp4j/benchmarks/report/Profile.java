package org.qmp4j.benchmarks.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** How a JVM spends its time: the top methods in the samples of its flight recorder. */
final class Profile {
    private static final int SHOWN = 14;

    /** The last such option counts: the recorder needs memory that an experiment with a small heap does not have. */
    private static final String MEMORY = "-Xmx512m";

    private Profile() {}

    /** Runs the JVM of an experiment once more, with the flight recorder. */
    static String of(Experiment experiment) throws IOException, InterruptedException {
        Contender watched = experiment.measured().orElse(null);
        if (watched == null) {
            return "no JVM of its own to look at";
        }
        Path recording = Files.createTempFile("qmp4j-benchmark", ".jfr");
        try (Peer.Running running = experiment.peer().start()) {
            watched.withOptions(List.of(
                            "-XX:StartFlightRecording=settings=profile,filename=" + recording,
                            "-Xlog:jfr*=off",
                            MEMORY))
                    .run(running.address());
            return hotMethods(recording);
        } finally {
            Files.delete(recording);
        }
    }

    private static String hotMethods(Path recording) throws IOException {
        Path jfr = Path.of(Places.newestJava()).resolveSibling("jfr");
        Process process = new ProcessBuilder(
                        jfr.toString(), "view", "--width", "110", "hot-methods", recording.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return printed.lines().filter(line -> !line.isBlank()).limit(SHOWN).collect(Collectors.joining("\n"));
    }
}
