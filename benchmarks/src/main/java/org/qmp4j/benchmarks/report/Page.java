package org.qmp4j.benchmarks.report;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The page of results. */
final class Page {
    private final List<Outcome> outcomes;
    private final Map<String, String> profiles;
    private final String parts;
    private final StringBuilder text = new StringBuilder();

    Page(List<Outcome> outcomes, Map<String, String> profiles, String parts) {
        this.outcomes = outcomes;
        this.profiles = profiles;
        this.parts = parts;
    }

    String text() throws IOException {
        line("# Results");
        line("");
        String options =
                (Places.quick() ? " --quick" : "") + (Places.isPart() ? " --only '" + Places.only() + "'" : "");
        line("Written by `scripts/bench" + options + "`"
                + "; [README.md](README.md) says what is measured and how, and");
        line(
                "where the time goes. Each figure is the median of the rounds, and in brackets the least and the most of them. A");
        line("ratio is taken in each round, and then the median of those.");
        line("");
        Machine.description().forEach((what, value) -> line("- " + what + ": " + value));
        if (Places.isPart()) {
            line("- not run: the works whose title does not match `" + Places.only() + "`");
        } else {
            line("");
            line("![How much of each aim is used up](results.svg)");
        }
        line("");
        line("## Aims");
        line("");
        line("| work | aim | measured | |");
        line("|---|---|---|---|");
        outcomes.forEach(this::aims);
        line("");
        line("## Figures");
        line("");
        line("| work | who | figures |");
        line("|---|---|---|");
        outcomes.forEach(this::figures);
        if (!parts.isEmpty()) {
            line("");
            line("## Parts of the client, by JMH");
            line("");
            line(parts);
        }
        if (!profiles.isEmpty()) {
            line("## Where an aim is missed: the methods on top");
            profiles.forEach(this::profile);
        }
        return text.toString();
    }

    private void aims(Outcome outcome) {
        for (Aim aim : outcome.experiment().aims()) {
            List<Double> values = aim.figure().apply(outcome.samples());
            line("| " + outcome.experiment().title() + " | " + aim.text() + " | " + Samples.shown(values) + " | "
                    + (aim.isMet(outcome.samples()) ? "met" : "**missed**") + " |");
        }
    }

    private void figures(Outcome outcome) {
        Experiment experiment = outcome.experiment();
        for (Contender contender : experiment.contenders()) {
            StringBuilder shown = new StringBuilder();
            for (String figure : experiment.figures()) {
                List<Double> values = outcome.samples().of(contender.name(), figure);
                if (!values.isEmpty()) {
                    shown.append(shown.isEmpty() ? "" : "; ").append(figure + " " + Samples.shown(values));
                }
            }
            line("| " + experiment.title() + " | " + contender.name() + " | " + shown + " |");
        }
    }

    private void profile(String title, String methods) {
        line("");
        line(title + ":");
        line("");
        line("```");
        line(methods);
        line("```");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
