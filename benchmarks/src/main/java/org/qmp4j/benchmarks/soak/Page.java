package org.qmp4j.benchmarks.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** The samples as a table and as three small curves, one below the other. */
final class Page {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 110;
    private static final int LEFT = 110;

    private final List<Sample> samples;

    Page(List<Sample> samples) {
        this.samples = samples;
    }

    void write(Path folder, String machine, long failures) throws IOException {
        Files.writeString(folder.resolve("soak.svg"), svg());
        Files.writeString(folder.resolve("soak.md"), table(machine, failures));
    }

    private String table(String machine, long failures) {
        Sample last = samples.get(samples.size() - 1);
        StringBuilder text = new StringBuilder("# The soak test\n\n");
        text.append("A process used several monitors for ")
                .append(last.seconds() / 60)
                .append(" minutes. It performed ")
                .append(String.format(Locale.ROOT, "%,d", last.operations()))
                .append(" operations, of which ")
                .append(String.format(Locale.ROOT, "%,d", failures))
                .append(
                        " failed because of injected faults: both sides often closed sessions, replies were lost, and calls")
                .append(" were cancelled.\n\n![heap, threads and descriptors over time](soak.svg)\n\n")
                .append("| | after a minute | median | at the end |\n|---|---|---|---|\n");
        row(text, "heap in use after a garbage collection, KB", sample -> sample.heapBytes() >> 10);
        row(text, "threads", Sample::threads);
        row(text, "open descriptors", Sample::descriptors);
        return text.append("\nMeasured with ")
                .append(machine)
                .append(".\n\nTo repeat it, run `scripts/soak`.\n")
                .toString();
    }

    private void row(StringBuilder text, String name, ToLongFunction<Sample> value) {
        text.append(String.format(
                Locale.ROOT,
                "| %s | %,d | %,d | %,d |%n",
                name,
                value.applyAsLong(samples.get(Math.min(6, samples.size() - 1))),
                median(samples, value),
                value.applyAsLong(samples.get(samples.size() - 1))));
    }

    static long median(List<Sample> of, ToLongFunction<Sample> value) {
        return of.stream()
                .mapToLong(value)
                .sorted()
                .skip(of.size() / 2)
                .findFirst()
                .orElse(0);
    }

    private String svg() {
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                WIDTH,
                3 * HEIGHT + 30));
        curve(svg, 0, "heap, MB", sample -> sample.heapBytes() >> 20);
        curve(svg, 1, "threads", Sample::threads);
        curve(svg, 2, "descriptors", Sample::descriptors);
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%d minutes</text>%n</svg>%n",
                WIDTH - 10,
                3 * HEIGHT + 22,
                samples.get(samples.size() - 1).seconds() / 60));
        return svg.toString();
    }

    private void curve(StringBuilder svg, int number, String name, ToLongFunction<Sample> value) {
        int bottom = (number + 1) * HEIGHT;
        long greatest = Math.max(1, samples.stream().mapToLong(value).max().orElse(1));
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"10\" y=\"%d\">%s</text><text x=\"%d\" y=\"%d\" text-anchor=\"end\">%d</text>"
                        + "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">0</text>"
                        + "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#999\"/>%n<polyline fill=\"none\""
                        + " stroke=\"#2060a0\" stroke-width=\"1.5\" points=\"",
                bottom - HEIGHT / 2,
                name,
                LEFT - 6,
                bottom - HEIGHT + 25,
                greatest,
                LEFT - 6,
                bottom,
                LEFT,
                bottom,
                WIDTH - 10,
                bottom));
        long lastSecond = Math.max(1, samples.get(samples.size() - 1).seconds());
        for (Sample sample : samples) {
            svg.append(String.format(
                    Locale.ROOT,
                    "%.1f,%.1f ",
                    LEFT + (WIDTH - LEFT - 10.0) * sample.seconds() / lastSecond,
                    bottom - (HEIGHT - 20.0) * value.applyAsLong(sample) / greatest));
        }
        svg.append("\"/>\n");
    }
}
