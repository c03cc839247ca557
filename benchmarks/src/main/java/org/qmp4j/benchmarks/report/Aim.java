package org.qmp4j.benchmarks.report;

import java.util.List;
import java.util.function.Function;

/**
 * Something that is to be reached, and whether it was.
 *
 * @param text for people: {@code p50 at most 1.05 x C}
 * @param figure the values to judge, one a round
 * @param limit what their median may not pass
 * @param atMost whether it may not be above it; else not below it
 */
record Aim(String text, Function<Samples, List<Double>> figure, double limit, boolean atMost) {
    static Aim atMostTimes(double limit, String contender, String other, String figure) {
        return new Aim(
                figure + " of " + contender + " at most " + limit + " x " + other,
                samples -> samples.ratios(contender, figure, other, figure),
                limit,
                true);
    }

    /** Against another figure of the same contender. */
    static Aim atMostTimesOwn(double limit, String contender, String figure, String ownFigure) {
        return new Aim(
                figure + " of " + contender + " at most " + limit + " x " + ownFigure,
                samples -> samples.ratios(contender, figure, contender, ownFigure),
                limit,
                true);
    }

    static Aim atLeastTimes(double limit, String contender, String other, String figure) {
        return new Aim(
                figure + " of " + contender + " at least " + limit + " x " + other,
                samples -> samples.ratios(contender, figure, other, figure),
                limit,
                false);
    }

    static Aim atMost(double limit, String contender, String figure) {
        return new Aim(
                figure + " of " + contender + " at most " + Samples.number(limit),
                samples -> samples.of(contender, figure),
                limit,
                true);
    }

    static Aim atLeast(double limit, String contender, String figure) {
        return new Aim(
                figure + " of " + contender + " at least " + Samples.number(limit),
                samples -> samples.of(contender, figure),
                limit,
                false);
    }

    /** The share of the limit that is used up: up to 1 the aim is met. */
    double used(Samples samples) {
        double median = Samples.median(figure.apply(samples));
        return atMost ? median / limit : limit / median;
    }

    boolean isMet(Samples samples) {
        return used(samples) <= 1;
    }
}
