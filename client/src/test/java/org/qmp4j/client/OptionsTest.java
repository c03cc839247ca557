package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.event.EventOptions;
import org.qmp4j.client.observer.ClientObserver;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.options.DefaultTimeouts;
import org.qmp4j.client.peer.AgentConversation;
import org.qmp4j.client.peer.Conversation;

/** Options of calls and connections: their defaults, and the values that they reject. */
class OptionsTest {
    private static final DefaultTimeouts STANDARD = DefaultTimeouts.STANDARD;

    @ParameterizedTest
    @CsvSource({
        "query-status, PT5S",
        "query-qmp-schema, PT5S",
        "x-nobody-knows-this, PT5S",
        "guest-ping, PT5S",
        "blockdev-add, PT1M",
        "device_add, PT1M",
        "netdev_add, PT1M",
        "object-add, PT1M",
        "human-monitor-command, PT1M",
        "quit, PT1M",
        "guest-file-read, PT1M",
        "guest-fsfreeze-freeze, PT1M",
        "block-commit, PT10M",
        "blockdev-backup, PT10M",
        "job-complete, PT10M",
        "transaction, PT10M",
        "stop, PT10M",
        "guest-fstrim, PT10M",
        "migrate, PT1H",
        "snapshot-save, PT1H",
        "dump-guest-memory, PT1H"
    })
    void aCommandHasADeadlineOfItsKind(String command, Duration timeout) {
        assertThat(STANDARD.of(command)).isEqualTo(timeout);
    }

    @Test
    void aChangedTableDoesNotChangeTheStandardTable() {
        DefaultTimeouts changed = STANDARD.with("quit", Duration.ofSeconds(1)).with("x", Duration.ofSeconds(2));
        assertThat(changed.of("quit")).hasSeconds(1);
        assertThat(changed.of("x")).hasSeconds(2);
        assertThat(changed.of("query-status")).hasSeconds(5);
        assertThat(changed.of("migrate")).hasHours(1);
        assertThat(STANDARD.of("quit")).hasMinutes(1);
        assertThat(STANDARD.of("x")).hasSeconds(5);
    }

    @Test
    void changingTheDefaultTimeoutKeepsLongerTimeouts() {
        DefaultTimeouts changed = STANDARD.withUsual(Duration.ofSeconds(9));
        assertThat(changed.of("query-status")).hasSeconds(9);
        assertThat(changed.of("quit")).hasMinutes(1);
        assertThat(changed.with("x", Duration.ofSeconds(2)).of("y")).hasSeconds(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S"})
    void aDeadlineThatDoesNotLieAheadIsRefusedEverywhere(Duration timeout) {
        assertThatThrownBy(() -> CallOptions.timeout(timeout)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CallOptions.outOfBand().withTimeout(timeout))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ConnectOptions.builder().connectTimeout(timeout))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> STANDARD.with("quit", timeout)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> STANDARD.withUsual(timeout)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void byDefaultACallHasTheTimeoutOfItsCommandAndRunsInBand() {
        assertThat(CallOptions.DEFAULT.timeout()).isEmpty();
        assertThat(CallOptions.DEFAULT.isOutOfBand()).isFalse();
        CallOptions both = CallOptions.timeout(Duration.ofSeconds(3)).withOutOfBand();
        assertThat(both.timeout()).contains(Duration.ofSeconds(3));
        assertThat(both.isOutOfBand()).isTrue();
        CallOptions other = CallOptions.outOfBand().withTimeout(Duration.ofSeconds(4));
        assertThat(other.timeout()).contains(Duration.ofSeconds(4));
        assertThat(other.isOutOfBand()).isTrue();
        assertThat(CallOptions.DEFAULT.timeout()).isEmpty();
    }

    @Test
    void aConnectionHasTheseDefaults() {
        ConnectOptions options = ConnectOptions.DEFAULT;
        assertThat(options.connectTimeout()).hasSeconds(5);
        assertThat(options.waitForSocket()).isFalse();
        assertThat(options.outOfBand()).isTrue();
        assertThat(options.earlyEventOptions()).isEmpty();
        assertThat(options.observer()).isSameAs(ClientObserver.NONE);
        assertThat(options.defaultTimeouts()).isSameAs(DefaultTimeouts.STANDARD);
        assertThat(options.maxMessageBytes()).isEmpty();
        assertThat(options.maxQueueTime()).hasSeconds(60);
        assertThat(options).hasToString("ConnectOptions[]");
        assertThat(options.maxWaitingCalls()).isEqualTo(10_000);
    }

    @Test
    void theTextHasTheOptionsThatDifferFromTheDefaults() {
        ConnectOptions options = ConnectOptions.builder()
                .connectTimeout(Duration.ofMillis(1500))
                .subscribe("STOP", "RESUME")
                .maxQueueTime(Duration.ofSeconds(90))
                .livenessProbe(Duration.ofMinutes(1))
                .build();
        assertThat(options)
                .hasToString("ConnectOptions[connectTimeout=1.5s, earlyEvents=[RESUME, STOP], maxQueueTime=1m30s,"
                        + " livenessProbe=after 1m, 10s]");
    }

    @Test
    void reusingABuilderDoesNotChangeEarlierOptions() {
        ConnectOptions.Builder builder = ConnectOptions.builder().connectTimeout(Duration.ofSeconds(1));
        ConnectOptions first = builder.build();
        ConnectOptions second =
                builder.connectTimeout(Duration.ofSeconds(2)).outOfBand(false).build();
        assertThat(first.connectTimeout()).hasSeconds(1);
        assertThat(first.outOfBand()).isTrue();
        assertThat(second.connectTimeout()).hasSeconds(2);
        assertThat(second.outOfBand()).isFalse();
    }

    @Test
    void changingTheArrayLaterDoesNotChangeEarlyEvents() {
        String[] names = {"STOP", "RESUME", "STOP"};
        ConnectOptions options = ConnectOptions.builder()
                .subscribe(EventOptions.DEFAULT.withCapacity(5), names)
                .build();
        names[0] = "CHANGED";
        assertThat(options.earlyEventNames()).containsExactlyInAnyOrder("STOP", "RESUME");
        assertThat(options.earlyEventOptions()).get().returns(5, EventOptions::capacity);
    }

    @Test
    void invalidLimitsAreRejected() {
        ConnectOptions.Builder builder = ConnectOptions.builder();
        assertThatThrownBy(() -> builder.maxMessageBytes(1023))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1023");
        assertThatThrownBy(() -> builder.maxWaitingCalls(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
        assertThat(builder.maxMessageBytes(1024).maxWaitingCalls(1).build().maxMessageBytes())
                .hasValue(1024);
    }

    @Test
    void theQueueLimitCanBeTheLargestInt() {
        ConnectOptions options =
                ConnectOptions.builder().maxWaitingCalls(Integer.MAX_VALUE).build();
        try (Conversation talk = Conversation.begin(options)) {
            talk.assertWorks();
        }
        try (AgentConversation talk = AgentConversation.begin(options)) {
            talk.assertWorks();
        }
    }
}
