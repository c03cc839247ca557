package org.qmp4j.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShutdownPlanTest {
    @Test
    void theLastStepIsAlwaysKill() {
        assertThat(new ShutdownPlan(Map.of(ShutdownStep.QUIT, Duration.ofSeconds(1)))
                        .steps()
                        .keySet())
                .containsExactly(ShutdownStep.QUIT, ShutdownStep.KILL);
    }

    @Test
    void theStepsAreOrderedFromTheGentlestOn() {
        ShutdownPlan plan = ShutdownPlan.kill()
                .with(ShutdownStep.TERMINATE, Duration.ofSeconds(2))
                .with(ShutdownStep.POWERDOWN, Duration.ofSeconds(30));

        assertThat(plan).hasToString("POWERDOWN 30 s, TERMINATE 2 s, KILL 10 s");
    }

    @Test
    void aTimeoutMustBePositive() {
        assertThatThrownBy(() -> ShutdownPlan.powerdown(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("timeout of POWERDOWN must be positive: PT0S");
    }
}
