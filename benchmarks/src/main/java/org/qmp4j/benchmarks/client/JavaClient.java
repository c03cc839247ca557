package org.qmp4j.benchmarks.client;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.options.ConnectOptions;

/**
 * Usage: {@code PATH WORK COUNT COMMAND}, as for {@code raw_client.c}, {@code many_client.c} and {@code python_client.py};
 * it prints the same line of {@code name value} pairs. The work {@code large} takes a file more, which holds the value that
 * the answer brings. Each work but {@code many} is done once to warm up.
 */
public final class JavaClient {
    private JavaClient() {}

    /** One work. */
    public static void main(String[] words) throws Exception {
        String work = words[1];
        int count = Integer.parseInt(words[2]);
        String command = words[3];
        if (work.equals("many")) {
            ManyConnections.run(Path.of(words[0]), count, command);
            return;
        }
        ConnectOptions options =
                ConnectOptions.builder().outOfBand(System.getenv("OOB") != null).build();
        try (QmpClient vm = QmpClient.connect(Endpoint.unix(words[0]), options)) {
            switch (work) {
                case "one" -> Commands.oneByOne(vm, command, count);
                case "pairs" -> Commands.pairs(vm, count);
                case "large" -> Commands.large(vm, command, count, Files.readAllBytes(Path.of(words[4])));
                case "events" -> Events.asFastAsTheyCome(vm, command, count);
                case "ticks" -> Events.ticks(vm, command, count);
                case "stop" -> Events.stopInTheMiddle(vm, count);
                default -> Commands.ahead(vm, command, count);
            }
        }
    }

    /** Prints names and their figures on one line. */
    static void print(Map<String, Double> figures) {
        System.out.println(figures.entrySet().stream()
                .map(figure -> String.format(Locale.ROOT, "%s %.2f", figure.getKey(), figure.getValue()))
                .collect(Collectors.joining(" ")));
    }

    /** Prints median and 99th percentile. */
    static void printQuantiles(double[] micros) {
        Arrays.sort(micros);
        print(Map.of("p50_us", micros[micros.length / 2], "p99_us", micros[(int) (micros.length * 99L / 100)]));
    }
}
