package org.qmp4j.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndPlanTest {
    @Test
    void theLastStepIsAlwaysToKill() {
        assertThat(new EndPlan(Map.of(EndStep.QUIT, Duration.ofSeconds(1)))
                        .steps()
                        .keySet())
                .containsExactly(EndStep.QUIT, EndStep.KILL);
    }

    @Test
    void stepsComeFromTheGentlestOnHoweverTheyWereNamed() {
        EndPlan plan = EndPlan.kill()
                .with(EndStep.TERMINATE, Duration.ofSeconds(2))
                .with(EndStep.POWERDOWN, Duration.ofSeconds(30));

        assertThat(plan).hasToString("POWERDOWN 30 s, TERMINATE 2 s, KILL 10 s");
    }

    @Test
    void aDeadlineLiesAhead() {
        assertThatThrownBy(() -> EndPlan.powerdown(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the deadline of POWERDOWN lies ahead, it is not PT0S");
    }
}
