package org.qmp4j.benchmarks.report;

import java.util.List;
import java.util.function.Function;

/**
 * A limit for a figure, and whether the figure meets it.
 *
 * @param text for people: {@code p50 at most 1.05 x C}
 * @param figure the values to check, one for each round
 * @param limit the limit for their median
 * @param atMost whether it is an upper limit; otherwise it is a lower limit
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

    /** The used share of the limit: up to 1 the aim is met. */
    double used(Samples samples) {
        double median = Samples.median(figure.apply(samples));
        return atMost ? median / limit : limit / median;
    }

    boolean isMet(Samples samples) {
        return used(samples) <= 1;
    }
}
