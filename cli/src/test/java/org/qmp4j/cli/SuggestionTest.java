package org.qmp4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionTest {
    private static final List<String> WORDS =
            List.of("exec", "events", "hmp", "listen", "try", "completion", "--help", "-h", "--timeout");

    @ParameterizedTest
    @CsvSource({
        "evnts,events",
        "evetns,events",
        "ev,events",
        "event,events",
        "exce,exec",
        "execute,exec",
        "tyr,try",
        "hmpp,hmp",
        "compltoin,completion",
        "--hlep,--help",
        "--time,--timeout",
        "--timout,--timeout"
    })
    void aMistypedWordGetsASuggestion(String typed, String meant) {
        assertThat(Suggestion.of(typed, WORDS)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"query-status", "stop", "e", "", "-", "--", "--x", "run", "toy-story"})
    void aDifferentWordGetsNoSuggestion(String typed) {
        assertThat(Suggestion.of(typed, WORDS)).isEmpty();
    }

    @Test
    void withoutWordsThereIsNoSuggestion() {
        assertThat(Suggestion.of("exec", List.of())).isEmpty();
    }
}
