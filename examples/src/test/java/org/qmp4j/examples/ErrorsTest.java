package org.qmp4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.Backoff;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.Reconnector;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.error.QmpInvalidCommandException;
import org.qmp4j.client.transport.Endpoint;
import org.qmp4j.fake.FakeQemu;
import org.qmp4j.fake.script.Fault;
import org.qmp4j.protocol.RawCommand;

class ErrorsTest {
    private static final RawCommand QUERY = RawCommand.named("query-status");

    private FakeQemu qemu;
    private QmpClient vm;
    private final AtomicInteger tries = new AtomicInteger();

    @BeforeEach
    void start() {
        qemu = FakeQemu.start();
        vm = QmpClient.connect(Endpoint.unix(qemu.path()));
    }

    @AfterEach
    void end() {
        vm.close();
        qemu.close();
    }

    /** A connection for each try. Not without end, as a program's may be: a test has to come to one. */
    private Reconnector<QmpClient> connecting(QmpClient first) {
        return Reconnector.of("vm", left -> tries.incrementAndGet() == 1 ? first : vm, Backoff.DEFAULT);
    }

    @Test
    void aCommandWhoseAnswerWasCutOffIsSentAgain() {
        try (FakeQemu dying = FakeQemu.start();
                QmpClient first = QmpClient.connect(Endpoint.unix(dying.path()))) {
            dying.inject(Fault.CLOSE_IN_REPLY);

            assertThat(Errors.retried(connecting(first), QUERY).path("running").asBoolean())
                    .isTrue();
            assertThat(tries).hasValue(2);
        }
    }

    @Test
    void aCommandThatQemuRefusedIsNotSentAgain() {
        qemu.when("query-status").thenFail("not now");

        assertThatThrownBy(() -> Errors.retried(connecting(vm), QUERY)).isInstanceOf(QmpCommandException.class);
        assertThat(tries).hasValue(1);
    }

    @Test
    void aCommandThatCouldNeverBeSentIsTriedOnce() {
        RawCommand invalid = RawCommand.named("qom-get").with("path", "/\uD800").with("property", "type");

        assertThatThrownBy(() -> Errors.retried(connecting(vm), invalid))
                .isInstanceOf(QmpInvalidCommandException.class);
        assertThat(tries).hasValue(1);
    }

    @Test
    void anInterruptedThreadDoesNotTry() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> Errors.retried(connecting(vm), QUERY)).isInstanceOf(QmpInterruptedException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(tries).hasValue(0);
    }
}
