package org.qmp4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qmp4j.qemu.QemuCommands.qomGet;
import static org.qmp4j.qemu.QemuCommands.queryStatus;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.Backoff;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.Reconnector;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.error.QmpInvalidCommandException;
import org.qmp4j.fake.FakeQemu;
import org.qmp4j.fake.script.Fault;
import org.qmp4j.qemu.command.QomGetCommand;
import org.qmp4j.qemu.command.QueryStatusCommand;

class ErrorsTest {
    private static final QueryStatusCommand QUERY = queryStatus();

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

    /** The first client, and then another one for each further try. */
    private Reconnector<QmpClient> connecting(QmpClient first) {
        return Reconnector.of("vm", left -> tries.incrementAndGet() == 1 ? first : vm, Backoff.DEFAULT);
    }

    @Test
    void aCommandWhoseReplyIsCutOffIsSentAgain() {
        try (FakeQemu dying = FakeQemu.start();
                QmpClient first = QmpClient.connect(Endpoint.unix(dying.path()))) {
            dying.inject(Fault.CLOSE_IN_REPLY);

            assertThat(Errors.retried(connecting(first), QUERY).running()).isTrue();
            assertThat(tries).hasValue(2);
        }
    }

    @Test
    void aCommandThatQemuRejectsIsNotSentAgain() {
        qemu.when("query-status").thenFail("not now");

        assertThatThrownBy(() -> Errors.retried(connecting(vm), QUERY)).isInstanceOf(QmpCommandException.class);
        assertThat(tries).hasValue(1);
    }

    @Test
    void anInvalidCommandIsTriedOnce() {
        QomGetCommand invalid = qomGet("/\uD800", "type");

        assertThatThrownBy(() -> Errors.retried(connecting(vm), invalid))
                .isInstanceOf(QmpInvalidCommandException.class);
        assertThat(tries).hasValue(1);
    }

    @Test
    void anInterruptedThreadDoesNotRetry() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> Errors.retried(connecting(vm), QUERY)).isInstanceOf(QmpInterruptedException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(tries).hasValue(0);
    }
}
