package org.qmp4j.it.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCallException;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpProtocolException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.fake.FakeQemu;
import org.qmp4j.fake.script.Fault;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;

/** How the client reports each fault of the fake, as the guide's catalogue of faults says. */
@ExtendWith(NoLeaks.class)
class FaultsTest {
    private static final RawCommand QUERY_STATUS = RawCommand.named("query-status");
    private static final RawCommand QUERY_NAME = RawCommand.named("query-name");
    private static final CallOptions HASTY = CallOptions.timeout(Duration.ofMillis(200));
    private static final ConnectOptions IMPATIENT =
            ConnectOptions.builder().connectTimeout(Duration.ofMillis(200)).build();

    private static Endpoint of(FakeQemu qemu) {
        return Endpoint.unix(qemu.path());
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_GREETING", "SILENCE_AFTER_GREETING"})
    void afterAnIncompleteHandshakeTheNextConnectionWorks(Fault fault) throws Exception {
        try (FakeQemu qemu = FakeQemu.start()) {
            qemu.inject(fault);
            assertThatExceptionOfType(QmpConnectException.class)
                    .isThrownBy(() -> QmpClient.connect(of(qemu), IMPATIENT));
            try (QmpClient client = QmpClient.connect(of(qemu))) {
                assertThat(client.execute(QUERY_STATUS).path("running").asBoolean())
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BYTE_BY_BYTE", "SLOW_READING"})
    void aSlowMonitorIsUnderstood(Fault fault) throws Exception {
        try (FakeQemu qemu = FakeQemu.start()) {
            qemu.inject(fault);
            try (QmpClient client = QmpClient.connect(of(qemu))) {
                assertThat(client.execute(QUERY_STATUS).path("running").asBoolean())
                        .isTrue();
                assertThat(client.execute(RawCommand.named("query-qmp-schema")).size())
                        .isGreaterThan(500);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STOP_READING", "HALF_REPLY", "NO_REPLY"})
    void aCallWithoutAReplyTimesOutWithAnUnknownOutcome(Fault fault) throws Exception {
        try (FakeQemu qemu = FakeQemu.start()) {
            qemu.inject(fault);
            try (QmpClient client = QmpClient.connect(of(qemu))) {
                assertFailure(client, QmpTimeoutException.class, Outcome.UNKNOWN);
            }
            assertThat(qemu.received()).hasSize(fault == Fault.STOP_READING ? 0 : 1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOSE_BEFORE_RUNNING", "CLOSE_BEFORE_REPLY", "CLOSE_IN_REPLY", "GARBAGE"})
    void aBrokenConnectionFailsTheCallWithAnUnknownOutcome(Fault fault) throws Exception {
        try (FakeQemu qemu = FakeQemu.start()) {
            qemu.inject(fault);
            try (QmpClient client = QmpClient.connect(of(qemu))) {
                assertFailure(
                        client,
                        fault == Fault.GARBAGE ? QmpProtocolException.class : QmpDisconnectedException.class,
                        Outcome.UNKNOWN);
                Await.until("the session has ended", () -> !client.isOpen());
            }
            assertThat(qemu.received()).as("it is not sent again").hasSize(1);
            try (QmpClient next = QmpClient.connect(of(qemu))) {
                assertThat(next.execute(QUERY_NAME)).hasToString("{}");
            }
        }
    }

    private static void assertFailure(QmpClient client, Class<? extends QmpCallException> type, Outcome outcome) {
        assertThatExceptionOfType(type)
                .isThrownBy(() -> client.execute(QUERY_STATUS, HASTY))
                .satisfies(failed -> assertThat(failed.outcome()).isEqualTo(outcome));
    }

    @ParameterizedTest
    @EnumSource(names = {"FOREIGN_REPLY", "DUPLICATE_REPLY"})
    void foreignRepliesAreCountedAndAffectNoCall(Fault fault) throws Exception {
        try (FakeQemu qemu = FakeQemu.start();
                QmpClient client = QmpClient.connect(of(qemu))) {
            qemu.inject(fault);
            assertThat(client.execute(QUERY_STATUS).has("status")).isTrue();
            assertThat(client.execute(QUERY_NAME)).hasToString("{}");
            assertThat(client.statistics().foreignReplies()
                            + client.statistics().errorsWithoutId())
                    .isEqualTo(1);
        }
    }

    @Test
    void allEventsBeforeTheReplyAreQueued() throws Exception {
        try (FakeQemu qemu = FakeQemu.start();
                QmpClient client = QmpClient.connect(of(qemu));
                EventSubscription<RawEvent> events = client.events()) {
            qemu.inject(Fault.EVENTS_BEFORE_REPLY);
            assertThat(client.execute(QUERY_STATUS).has("status")).isTrue();
            assertThat(events.drain()).hasSize(100);
        }
    }

    @Test
    void lostEventsOfABurstAreReported() throws Exception {
        try (FakeQemu qemu = FakeQemu.start();
                QmpClient client = QmpClient.connect(of(qemu));
                EventSubscription<RawEvent> events = client.events()) {
            qemu.inject(Fault.EVENT_STORM);
            assertThat(client.execute(QUERY_STATUS).has("status")).isTrue();
            int there = events.drain().size();
            assertThat(there + events.dropped()).isEqualTo(20_000);
        }
    }

    @Test
    void anErrorWithoutAnIdRejectsTheCallThatDidNotRun() throws Exception {
        try (FakeQemu qemu = FakeQemu.start();
                QmpClient client = QmpClient.connect(of(qemu))) {
            qemu.inject(Fault.ERROR_WITHOUT_ID);
            assertFailure(client, QmpCommandException.class, Outcome.REJECTED);
            assertThat(qemu.received()).as("it is not sent again").hasSize(1);
            assertThat(client.statistics().errorsWithoutId()).isEqualTo(1);
            assertThat(client.execute(QUERY_NAME)).hasToString("{}");
        }
    }

    @Test
    void everyFaultIsTestedHere() {
        Set<Fault> tested = EnumSet.noneOf(Fault.class);
        for (Method method : FaultsTest.class.getDeclaredMethods()) {
            EnumSource source = method.getAnnotation(EnumSource.class);
            if (source != null) {
                Stream.of(source.names()).map(Fault::valueOf).forEach(tested::add);
            }
        }
        tested.addAll(Set.of(Fault.EVENTS_BEFORE_REPLY, Fault.EVENT_STORM, Fault.ERROR_WITHOUT_ID));
        assertThat(tested).containsExactlyInAnyOrder(Fault.values());
    }
}
