package org.qmp4j.client.observer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.peer.Await;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;

/** A line for each message, without its secrets. */
class WireLogTest {
    private static final ObservedCall CALL =
            new ObservedCall("unix:/vm", "qom-get", "7", false, JsonText.of("{\"execute\":\"qom-get\",\"id\":7}\n"));

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final WireLog log = WireLog.to(lines::add);

    @Test
    void aConversationIsLoggedLineByLine() {
        ConnectOptions options = ConnectOptions.builder().observer(log).build();
        try (Conversation talk = Conversation.begin(options)) {
            Caller<JsonNode> call = Caller.of(() -> talk.client()
                    .execute(RawCommand.named("set_password")
                            .with("protocol", "vnc")
                            .with("password", "hush")));
            talk.peer().answer(talk.peer().idOfNext("set_password"), "{}");
            call.value();
            talk.peer().sendLine("{\"event\": \"STOP\"}");
            talk.peer().answer("99", "\"hush\"");
            Caller<JsonNode> late = Caller.of(
                    () -> talk.client().execute(RawCommand.named("slow"), CallOptions.timeout(Duration.ofMillis(40))));
            talk.peer().idOfNext("slow");
            late.failure(QmpTimeoutException.class);
            talk.client().close();
            Await.until("every message is logged", () -> lines.size() == 8);
            String where = talk.client().peer();
            assertThat(lines.get(0)).isEqualTo(where + " -- connected to QEMU 7.2.22 (Debian 1:7.2)");
            assertThat(lines.get(1))
                    .isEqualTo(where + " -> {\"execute\":\"set_password\",\"arguments\":{\"protocol\":\"vnc\","
                            + "\"password\":\"***\"},\"id\":1} (#1)");
            assertThat(lines.get(2))
                    .startsWith(where + " <- {\"return\":{},\"id\":1} (#1, ")
                    .endsWith(" ms)");
            assertThat(lines)
                    .contains(
                            where + " <- {\"event\":\"STOP\"}",
                            where + " <- (an answer of 28 bytes to no command of this client, dropped)",
                            where + " -> {\"execute\":\"slow\",\"id\":2} (#2)",
                            where + " -- gave up 'slow' (#2): UNKNOWN");
            assertThat(lines.get(7)).isEqualTo(where + " -- this program closed the connection to " + where);
            assertThat(lines).noneMatch(line -> line.contains("hush"));
        }
    }

    @Test
    void theTimeIsShownInTenthsOfAMillisecond() {
        for (Duration took : List.of(
                Duration.ofNanos(99_999),
                Duration.ofNanos(250_000),
                Duration.ofNanos(1_999_999),
                Duration.ofSeconds(2).plusNanos(50_100_000))) {
            log.commandReplied(CALL, new ObservedReply(JsonText.of("{\"return\": 1}"), took, false));
        }
        assertThat(lines)
                .containsExactly(
                        "unix:/vm <- {\"return\":\"***\"} (0.0 ms)",
                        "unix:/vm <- {\"return\":\"***\"} (0.2 ms)",
                        "unix:/vm <- {\"return\":\"***\"} (1.9 ms)",
                        "unix:/vm <- {\"return\":\"***\"} (2050.1 ms)");
    }

    @Test
    void aLongMessageIsTruncatedAndShowsItsLength() {
        ObservedCall schema = new ObservedCall("unix:/vm", "query-qmp-schema", "7", false, JsonText.of("{}"));
        log.commandReplied(
                schema,
                new ObservedReply(JsonText.of("{\"return\":\"" + "x".repeat(100_000) + "\"}"), Duration.ZERO, false));
        assertThat(lines)
                .containsExactly("unix:/vm <- {\"return\":\"" + "x".repeat(4096 - 11) + "... (100013 bytes) (0.0 ms)");
        lines.clear();
        log.commandReplied(
                schema,
                new ObservedReply(JsonText.of("{\"return\":\"" + "x".repeat(4096 - 13) + "\"}"), Duration.ZERO, false));
        assertThat(lines.get(0)).endsWith("x\"} (0.0 ms)");
    }

    @Test
    void missedReportsAreLogged() {
        log.missed(12);
        log.commandAbandoned(CALL, Outcome.NOT_SENT);
        assertThat(lines)
                .containsExactly(
                        "(12 lines are missing here: the log was too slow)", "unix:/vm -- gave up 'qom-get': NOT_SENT");
    }

    @Test
    void aLoggerGetsTheLinesAtLevelDebug() {
        List<String> logged = new ArrayList<>();
        System.Logger logger = new System.Logger() {
            @Override
            public String getName() {
                return "org.qmp4j.wire";
            }

            @Override
            public boolean isLoggable(Level level) {
                return true;
            }

            @Override
            public void log(
                    Level level, @Nullable ResourceBundle bundle, @Nullable String text, @Nullable Throwable thrown) {
                logged.add(level + " " + text);
            }

            @Override
            public void log(
                    Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... values) {
                logged.add(level + " " + format);
            }
        };
        WireLog.to(logger).connected("unix:/vm", "QEMU {0} 7.2");
        assertThat(logged).containsExactly("DEBUG unix:/vm -- connected to QEMU {0} 7.2");
    }
}
