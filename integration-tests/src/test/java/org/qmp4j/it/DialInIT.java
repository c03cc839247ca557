package org.qmp4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.qmp4j.it.support.Sessions.HEARING_STOP;
import static org.qmp4j.it.support.Sessions.shortSession;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.QmpListener;
import org.qmp4j.client.error.QmpConnectTimeoutException;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.DiallingQemu;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.protocol.RawCommand;

/** QEMU connects to our socket, and connects again whenever the connection or the listener was closed. */
@Tag("slow")
@ExtendWith(NoLeaks.class)
class DialInIT {
    private static final RawCommand QUERY_STATUS = RawCommand.named("query-status");

    private static QmpClient accept(QmpListener listener) {
        return listener.accept(Await.PATIENCE, HEARING_STOP);
    }

    @Test
    @DisplayName("fact 8: QEMU dials in and has a session, and dials again after the client was closed")
    void fact08_qemuConnectsAndReconnectsAfterTheClientWasClosed() throws Exception {
        Path folder = RealQemu.newFolder();
        try (QmpListener listener = QmpListener.bind(Endpoint.unix(folder.resolve("in")));
                RealQemu qemu = DiallingQemu.startIn(folder)) {
            for (int i = 0; i < 3; i++) {
                try (QmpClient client = accept(listener)) {
                    shortSession(client);
                }
            }
            assertThat(qemu.process().isAlive()).isTrue();
        }
    }

    @Test
    @DisplayName(
            "fact 8: QEMU dials again after the listener was closed and bound anew; a session outlives its listener")
    void fact08_qemuReconnectsToANewListener() throws Exception {
        Path folder = RealQemu.newFolder();
        Endpoint endpoint = Endpoint.unix(folder.resolve("in"));
        QmpListener first = QmpListener.bind(endpoint);
        try (RealQemu qemu = DiallingQemu.startIn(folder)) {
            try (QmpClient client = accept(first)) {
                first.close();
                shortSession(client);
            } finally {
                first.close();
            }
            try (QmpListener second = QmpListener.bind(endpoint);
                    QmpClient client = accept(second)) {
                shortSession(client);
                assertThat(qemu.process().isAlive()).isTrue();
            }
        }
    }

    @Test
    @DisplayName("fact 8: a QEMU that was started before the listener dials in when it is bound")
    void fact08_theListenerCanStartAfterQemu() throws Exception {
        Path folder = RealQemu.newFolder();
        try (RealQemu qemu = DiallingQemu.startIn(folder)) {
            qemu.awaitSocket("qmp");
            try (QmpListener listener = QmpListener.bind(Endpoint.unix(folder.resolve("in")));
                    QmpClient client = accept(listener)) {
                shortSession(client);
            }
        }
    }

    @Test
    @DisplayName("fact 8: while a session is open QEMU does not connect again: accept fails, and the session goes on")
    void fact08_qemuConnectsOnlyOnceDuringASession() throws Exception {
        Path folder = RealQemu.newFolder();
        try (QmpListener listener = QmpListener.bind(Endpoint.unix(folder.resolve("in")));
                RealQemu qemu = DiallingQemu.startIn(folder)) {
            try (QmpClient client = accept(listener)) {
                QmpConnectTimeoutException failed = catchThrowableOfType(
                        QmpConnectTimeoutException.class, () -> listener.accept(Duration.ofMillis(1500)));
                assertThat(failed).hasMessageContaining("no peer connected to unix:" + qemu.path("in"));
                assertThat(client.execute(QUERY_STATUS).has("status")).isTrue();
            }
            try (QmpClient next = accept(listener)) {
                assertThat(next.execute(QUERY_STATUS).has("status")).isTrue();
            }
        }
    }

    @Test
    @DisplayName("fact 8: the socket is its owner's alone, and gone with all beside it when the listener is closed")
    void fact08_onlyTheOwnerCanUseTheSocketAndCloseRemovesIt() throws Exception {
        Path folder = RealQemu.newFolder();
        Path socket = folder.resolve("in");
        try (RealQemu qemu = DiallingQemu.startIn(folder)) {
            qemu.awaitSocket("qmp");
            Set<Path> before = files(folder);
            try (QmpListener listener = QmpListener.bind(Endpoint.unix(socket))) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                        .isEqualTo("rw-------");
                try (QmpClient client = accept(listener)) {
                    shortSession(client);
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                            .isEqualTo("rw-------");
                }
            }
            assertThat(files(folder)).isEqualTo(before).contains(folder.resolve("qmp"));
        }
    }

    private static Set<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.collect(Collectors.toSet());
        }
    }
}
