package org.qmp4j.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdsTest {
    private final Ids ids = new Ids();

    private List<String> answeredAtOnce(int count) {
        List<String> used = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String id = ids.next();
            used.add(id);
            ids.answered(id);
        }
        return used;
    }

    private static List<String> numbers(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(String::valueOf).toList();
    }

    @Test
    void idsCountFrom1To999AndStartAgain() {
        assertThat(answeredAtOnce(999)).isEqualTo(numbers(1, 999));
        assertThat(answeredAtOnce(999)).isEqualTo(numbers(1, 999));
    }

    @Test
    void anIdInFlightIsNotReused() {
        String slow = ids.next();
        assertThat(answeredAtOnce(5_000)).doesNotContain(slow);
    }

    @Test
    void anIdWithALateReplyIsReusedAfter500Others() {
        String slow = ids.next();
        answeredAtOnce(1_500);
        ids.answered(slow);
        assertThat(answeredAtOnce(500)).doesNotContain(slow);
        assertThat(answeredAtOnce(1_000)).contains(slow);
    }

    @Test
    void ifFewerThan500AreFreeIdsGetLonger() {
        List<String> unanswered =
                IntStream.range(0, 498).mapToObj(i -> ids.next()).toList();
        assertThat(answeredAtOnce(501)).isEqualTo(numbers(499, 999));
        assertThat(answeredAtOnce(1)).containsExactly("499");
        ids.next();
        assertThat(answeredAtOnce(3)).containsExactly("1000", "1001", "1002");
        ids.answered(unanswered.get(0));
        assertThat(ids.next()).isEqualTo("501");
    }
}
