package org.qmp4j.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** A bar for each aim: the used share of its limit. A bar up to the line meets the aim. */
final class Chart {
    private static final int ROW = 22;
    private static final int LABELS = 640;
    private static final int LIMIT = 300;
    private static final int MOST = 2 * LIMIT;

    private final List<Outcome> outcomes;
    private final StringBuilder rows = new StringBuilder();
    private int y = 30;

    Chart(List<Outcome> outcomes) {
        this.outcomes = outcomes;
    }

    String svg() {
        outcomes.forEach(outcome -> outcome.experiment().aims().forEach(aim -> row(outcome, aim)));
        int height = y + 10;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="12">
                <rect width="100%%" height="100%%" fill="white"/>
                <text x="%d" y="18" text-anchor="middle">the aim; shorter is better</text>
                %s<line x1="%d" y1="24" x2="%d" y2="%d" stroke="black" stroke-dasharray="4 3"/>
                </svg>
                """.formatted(
                        LABELS + MOST + 70, height, LABELS + LIMIT, rows, LABELS + LIMIT, LABELS + LIMIT, height - 4);
    }

    private void row(Outcome outcome, Aim aim) {
        double used = aim.used(outcome.samples());
        double width = Math.min(MOST, used * LIMIT);
        String label = outcome.experiment().title() + ": " + aim.text();
        rows.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" font-size=\"10\">%s</text>%n"
                        + "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n"
                        + "<text x=\"%.1f\" y=\"%d\">%.2f</text>%n",
                LABELS - 8,
                y + 14,
                label.replace("&", "&amp;").replace("<", "&lt;"),
                LABELS,
                y + 3,
                width,
                ROW - 6,
                used <= 1 ? "#3a7d5c" : "#c8642d",
                LABELS + width + 5,
                y + 15,
                used));
        y += ROW;
    }
}
