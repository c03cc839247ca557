package org.qmp4j.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qmp4j.client.spi.Deadline;

/** A deadline accepts every possible duration. */
class DeadlineDurationTest {
    static Stream<Duration> durationsThatAreOver() {
        return Stream.of(
                Duration.ZERO,
                Duration.ofNanos(-1),
                Duration.ofNanos(Long.MIN_VALUE),
                Duration.ofDays(-200_000),
                Duration.ofSeconds(Long.MIN_VALUE));
    }

    static Stream<Duration> endlessDurations() {
        return Stream.of(
                Duration.ofNanos(Long.MAX_VALUE),
                Duration.ofDays(200_000),
                Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));
    }

    @ParameterizedTest
    @MethodSource("durationsThatAreOver")
    void whatIsNotPositiveHasPassedAtOnce(Duration duration) {
        Deadline deadline = Deadline.after(duration);
        assertThat(deadline.hasPassed()).isTrue();
        assertThat(deadline.again().hasPassed()).isTrue();
        assertThat(deadline.remainingNanos()).isBetween(Long.MIN_VALUE / 2, 0L);
        assertThat(deadline.remaining()).isZero();
        assertThat(deadline).hasToString("0 ms");
    }

    @ParameterizedTest
    @MethodSource("endlessDurations")
    void theLongestDurationsLastAHundredYearsAtLeast(Duration duration) {
        Deadline deadline = Deadline.after(duration);
        assertThat(deadline.remaining()).isGreaterThan(Duration.ofDays(36_500));
        assertThat(deadline.again().hasPassed()).isFalse();
        assertThat(deadline.remainingMillis()).isEqualTo(Integer.MAX_VALUE);
        assertThat(deadline.toString()).endsWith(" s");
    }

    @Test
    void theShortestTimeoutIsShownAsAMillisecond() {
        assertThat(Deadline.after(Duration.ofNanos(1))).hasToString("1 ms");
    }
}
