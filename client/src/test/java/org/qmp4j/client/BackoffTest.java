package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

    @ParameterizedTest
    @CsvSource({
        "1, 50, 100",
        "2, 100, 200",
        "3, 200, 400",
        "7, 3200, 6400",
        "8, 5000, 10000",
        "9, 5000, 10000",
        "1000, 5000, 10000",
        "2147483647, 5000, 10000"
    })
    void aPauseDoublesUpToTheLongestAndIsAtMostHalfShorter(int failures, long leastMillis, long mostMillis) {
        for (int i = 0; i < 1000; i++) {
            assertThat(BACKOFF.after(failures))
                    .isBetween(Duration.ofMillis(leastMillis), Duration.ofMillis(mostMillis));
        }
    }

    @Test
    void pausesDiffer() {
        Set<Duration> pauses = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            pauses.add(BACKOFF.after(8));
        }
        assertThat(pauses).hasSizeGreaterThan(50);
    }

    @Test
    void aPauseIsNeverZero() {
        Backoff smallest = new Backoff(Duration.ofNanos(2), Duration.ofNanos(2));
        for (int i = 0; i < 1000; i++) {
            assertThat(smallest.after(1)).isPositive();
        }
    }

    @Test
    void aPauseCanGrowToTheLongestDuration() {
        Backoff endless = new Backoff(Duration.ofMillis(2), Duration.ofSeconds(Long.MAX_VALUE));
        assertThat(endless.after(1)).isBetween(Duration.ofMillis(1), Duration.ofMillis(2));
        assertThat(endless.after(1000)).isGreaterThan(Duration.ofDays(365));
        assertThat(new Backoff(Duration.ofSeconds(Long.MAX_VALUE), Duration.ofSeconds(Long.MAX_VALUE)).after(1000))
                .isGreaterThan(Duration.ofDays(365));
    }

    @Test
    void theFirstAndTheLongestPauseCanBeEqual() {
        Backoff constant = new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(2));
        assertThat(constant.after(5)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void byDefaultPausesGrowFromATenthOfASecondToTenSeconds() {
        assertThat(Backoff.DEFAULT).isEqualTo(BACKOFF);
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "-1, 10", "10, 9", "10, 0"})
    void whatDoesNotGrowFromAboveZeroIsRefused(long firstMillis, long longestMillis) {
        assertThatThrownBy(() -> new Backoff(Duration.ofMillis(firstMillis), Duration.ofMillis(longestMillis)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("backoff");
    }
}
