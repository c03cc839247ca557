package org.qmp4j.benchmarks.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;

/**
 * A client that takes part in an experiment: a program that prints {@code name value} pairs on a line.
 *
 * @param name its name in the results
 * @param command the program and its arguments; {@code @} stands for the address of the peer
 * @param environment more environment variables for the program
 */
record Contender(String name, List<String> command, Map<String, String> environment) {
    private static final int MOST_SECONDS = 300;

    Contender(String name, String... command) {
        this(name, List.of(command), Map.of());
    }

    Contender with(String variable, String value) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(variable, value);
        return new Contender(name, command, more);
    }

    Contender named(String other) {
        return new Contender(other, command, environment);
    }

    /** The same on the first core alone. */
    Contender onOneCore() {
        return after("taskset", "-c", "0");
    }

    /** The same, started by another program. */
    Contender after(String... launcher) {
        List<String> longer = new ArrayList<>(List.of(launcher));
        longer.addAll(command);
        return new Contender(name, longer, environment);
    }

    /** The same with more options for the JVM, which is the first element of the command. */
    Contender withOptions(List<String> options) {
        List<String> longer = new ArrayList<>(command);
        longer.addAll(command.indexOf("-cp"), options);
        return new Contender(name, longer, environment);
    }

    /** Runs to the end. The figures are what it printed, and {@code wall_ms}: how long the whole process took. */
    Map<String, Double> run(String address) throws IOException, InterruptedException {
        Path output = Files.createTempFile("qmp4j-benchmark", ".txt");
        try {
            List<String> words = command.stream()
                    .map(word -> word.equals("@") ? address : word)
                    .toList();
            ProcessBuilder builder = new ProcessBuilder(words)
                    .redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(environment);
            long start = System.nanoTime();
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(name + " did not end within " + MOST_SECONDS + " s: " + words);
            }
            double millis = (System.nanoTime() - start) / 1e6;
            if (process.exitValue() != 0) {
                throw new IOException(name + " failed with exit code " + process.exitValue() + ": " + words);
            }
            Map<String, Double> figures = figures(Files.readString(output, StandardCharsets.UTF_8));
            figures.put("wall_ms", millis);
            return figures;
        } finally {
            Files.delete(output);
        }
    }

    private static Map<String, Double> figures(String printed) {
        Map<String, Double> figures = new LinkedHashMap<>();
        Scanner words = new Scanner(printed).useLocale(Locale.ROOT);
        while (words.hasNext()) {
            String name = words.next();
            if (words.hasNextDouble()) {
                figures.put(name, words.nextDouble());
            }
        }
        return figures;
    }
}
