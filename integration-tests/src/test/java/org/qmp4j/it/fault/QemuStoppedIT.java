package org.qmp4j.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpBatchException;
import org.qmp4j.client.error.QmpCallException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.it.support.Signals;
import org.qmp4j.it.support.TestAuthority;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;

/** QEMU is stopped as by a debugger, on every kind of connection: no call exceeds its timeout, and no reply gets lost. */
@Tag("slow")
@ExtendWith(NoLeaks.class)
class QemuStoppedIT {
    private static final RawCommand QUERY_STATUS = RawCommand.named("query-status");
    private static final RawCommand QUERY_NAME = RawCommand.named("query-name");

    private static final RawCommand HUGE = MonitoredQemu.refused(16 << 20);
    /** More than a unix socket or a pipe buffers, but no more than needed: QEMU reads byte by byte, which takes seconds. */
    private static final RawCommand LARGE = MonitoredQemu.refused(300_000);

    private static final CallOptions SOON = CallOptions.timeout(Duration.ofMillis(300));
    /** Long enough that the client has begun to write the message by then. */
    private static final CallOptions ONCE_BEGUN = CallOptions.timeout(Duration.ofSeconds(1));

    private static final CallOptions LATER = CallOptions.timeout(Duration.ofSeconds(3));

    private static Path folder;
    private static TestAuthority authority;
    private static Path server;

    /** The kinds of connection: each has its own way of writing. */
    enum Kind {
        UNIX,
        TLS,
        CHILD;

        MonitoredQemu connect() throws Exception {
            return switch (this) {
                case UNIX -> MonitoredQemu.unix();
                case TLS -> MonitoredQemu.tls(authority, server);
                case CHILD -> MonitoredQemu.child();
            };
        }
    }

    @BeforeAll
    static void makeCertificates() throws Exception {
        folder = RealQemu.newFolder();
        authority = TestAuthority.make(folder.resolve("authority"));
        server = authority.issueServer("server", "ip:127.0.0.1");
    }

    @AfterAll
    static void removeCertificates() throws Exception {
        RealQemu.removeFolder(folder);
    }

    private static QmpTimeoutException timeout(QmpClient client, RawCommand command, CallOptions options) {
        QmpTimeoutException late =
                catchThrowableOfType(QmpTimeoutException.class, () -> client.execute(command, options));
        assertThat(late).as("the failure of " + command.name()).isNotNull();
        return late;
    }

    private static void goOn(MonitoredQemu qemu) throws Exception {
        Signals.send("CONT", qemu.pid());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("an answer that comes after the deadline is dropped and counted, and the next command gets its own")
    void aLateReplyIsDroppedAndCounted(Kind kind) throws Exception {
        try (MonitoredQemu qemu = kind.connect()) {
            QmpClient client = qemu.client();
            Signals.stop(qemu.pid());
            QmpTimeoutException late = timeout(client, QUERY_NAME, ONCE_BEGUN);
            assertThat(late.outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(late).hasMessageContaining("no reply to 'query-name'").hasMessageContaining("it may still run");
            CompletableFuture<JsonNode> alsoLate = client.submit(QUERY_NAME, ONCE_BEGUN);
            assertThat(Await.failureOf(alsoLate, QmpTimeoutException.class).outcome())
                    .isEqualTo(Outcome.UNKNOWN);
            assertThat(client.statistics().lateReplies()).isZero();

            goOn(qemu);
            assertThat(client.execute(QUERY_STATUS).has("status")).isTrue();
            assertThat(client.statistics().lateReplies()).isEqualTo(2);
            assertThat(client.statistics().foreignReplies()).isZero();
            assertThat(client.execute(QUERY_NAME).has("status")).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "while a command of many MB is stuck, every caller is let go at its deadline, and the connection stands")
    void callersTimeOutEvenIfACommandIsStuck(Kind kind) throws Exception {
        try (MonitoredQemu qemu = kind.connect()) {
            QmpClient client = qemu.client();
            Signals.stop(qemu.pid());
            CompletableFuture<JsonNode> stuck = qemu.submitUntilStuck(HUGE, LATER);
            assertThat(timeout(client, QUERY_NAME, SOON).outcome())
                    .as("it was in the queue")
                    .isEqualTo(Outcome.NOT_SENT);
            assertThat(catchThrowableOfType(
                                    QmpBatchException.class,
                                    () -> client.executeAll(List.of(QUERY_NAME, QUERY_STATUS), SOON))
                            .outcome())
                    .isEqualTo(Outcome.NOT_SENT);
            assertThat(timeout(client, HUGE, SOON).outcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(Await.failureOf(stuck, QmpTimeoutException.class).outcome())
                    .as("a part of it was written")
                    .isEqualTo(Outcome.UNKNOWN);
            assertThat(client.isOpen()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "a large command whose caller has left is written to its end when QEMU goes on, and the next one works")
    void aStuckCommandIsEventuallyWrittenCompletely(Kind kind) throws Exception {
        try (MonitoredQemu qemu = kind.connect()) {
            QmpClient client = qemu.client();
            Signals.stop(qemu.pid());
            CompletableFuture<JsonNode> stuck = client.submit(LARGE, ONCE_BEGUN);
            assertThat(Await.failureOf(stuck, QmpTimeoutException.class).outcome())
                    .isEqualTo(Outcome.UNKNOWN);
            goOn(qemu);
            assertThat(client.execute(QUERY_STATUS, CallOptions.timeout(Await.PATIENCE))
                            .has("status"))
                    .isTrue();
            assertThat(client.statistics().lateReplies()).isEqualTo(1);
            assertThat(client.statistics().errorsWithoutId()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("close() returns while a command is stuck in a stopped QEMU, and ends every call")
    void closeReturnsEvenIfACommandIsStuck(Kind kind) throws Exception {
        try (MonitoredQemu qemu = kind.connect()) {
            QmpClient client = qemu.client();
            Signals.stop(qemu.pid());
            CompletableFuture<JsonNode> stuck = qemu.submitUntilStuck(HUGE, CallOptions.timeout(Duration.ofHours(1)));
            CompletableFuture<JsonNode> behind = client.submit(QUERY_NAME, CallOptions.timeout(Duration.ofHours(1)));
            CompletableFuture<Boolean> closed = Await.inBackground(() -> {
                client.close();
                return client.isOpen();
            });
            assertThat(closed.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isFalse();
            if (kind != Kind.CHILD) {
                assertThat(Signals.isStopped(qemu.pid()))
                        .as("closing needed nothing of QEMU")
                        .isTrue();
            }
            QmpCallException broken = Await.failureOf(stuck, QmpDisconnectedException.class);
            assertThat(broken.outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(broken).hasMessageContaining("this program closed the connection");
            assertThat(Await.failureOf(behind, QmpDisconnectedException.class).outcome())
                    .isEqualTo(Outcome.NOT_SENT);
            if (kind == Kind.CHILD) {
                Await.until(
                        "the child is ended though it is stopped",
                        () -> ProcessHandle.of(qemu.pid()).isEmpty());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "a QEMU that is killed while a command is stuck in it ends the call that is stuck, and those behind it")
    void afterAKillAStuckCommandAndThoseBehindItFail(Kind kind) throws Exception {
        try (MonitoredQemu qemu = kind.connect()) {
            QmpClient client = qemu.client();
            Signals.stop(qemu.pid());
            CompletableFuture<JsonNode> stuck = qemu.submitUntilStuck(HUGE, CallOptions.timeout(Duration.ofHours(1)));
            CompletableFuture<JsonNode> behind = client.submit(QUERY_NAME, CallOptions.timeout(Duration.ofHours(1)));
            Signals.send("KILL", qemu.pid());
            QmpCallException lost = Await.failureOf(stuck, QmpDisconnectedException.class);
            assertThat(lost.outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(lost).hasMessageContaining("without a SHUTDOWN event");
            assertThat(Await.failureOf(behind, QmpDisconnectedException.class).outcome())
                    .isEqualTo(Outcome.NOT_SENT);
            assertThat(client.closeReason().orElseThrow().byThisProgram()).isFalse();
        }
    }
}
