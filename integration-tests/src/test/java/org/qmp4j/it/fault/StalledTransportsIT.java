package org.qmp4j.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCallInterruptedException;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.descriptors.Descriptors;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.Programs;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.it.support.Signals;
import org.qmp4j.it.support.TcpPorts;
import org.qmp4j.it.support.TestAuthority;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;

/** A QEMU that stops in the middle of a large command, at the other end of every kind of connection. */
@Tag("one-qemu")
@Tag("slow")
@ExtendWith(NoLeaks.class)
// To close in the middle of something is what some of these tests are about.
@SuppressWarnings("try")
class StalledTransportsIT {
    private static final RawCommand QUERY_STATUS = RawCommand.named("query-status");
    private static final RawCommand STOP = RawCommand.named("stop");
    private static final CallOptions PATIENT = CallOptions.timeout(Await.PATIENCE);
    private static final ConnectOptions PATIENTLY =
            ConnectOptions.builder().connectTimeout(Await.PATIENCE).build();

    private static Path folder;
    private static TestAuthority authority;
    private static Path credentials;

    @BeforeAll
    static void makeCertificates() throws Exception {
        folder = RealQemu.newFolder();
        authority = TestAuthority.make(folder.resolve("authority"));
        credentials = authority.issueServer("server", "ip:127.0.0.1");
    }

    @AfterAll
    static void removeCertificates() throws Exception {
        RealQemu.removeFolder(folder);
    }

    enum Kind {
        UNIX {
            @Override
            Endpoint of(RealQemu qemu) {
                return qemu.endpoint();
            }
        },
        UNIX_WITH_DESCRIPTORS {
            @Override
            Endpoint of(RealQemu qemu) {
                return Descriptors.unix(qemu.path("qmp"));
            }
        },
        TCP {
            @Override
            Endpoint of(RealQemu qemu) throws Exception {
                return Endpoint.tcp("127.0.0.1", TcpPorts.of(qemu, "t"));
            }
        },
        TLS {
            @Override
            Endpoint of(RealQemu qemu) throws Exception {
                return Endpoint.tls("127.0.0.1", TcpPorts.of(qemu, "s"), authority.trusting());
            }
        },
        CHILD {
            @Override
            Endpoint of(RealQemu qemu) {
                return Endpoint.process(List.of(
                        Programs.qemu("qemu-system-x86_64").toString(),
                        "-machine",
                        "none",
                        "-nodefaults",
                        "-display",
                        "none",
                        "-qmp",
                        "stdio"));
            }
        };

        abstract Endpoint of(RealQemu qemu) throws Exception;
    }

    /** A QEMU with a monitor of each kind except the last, which is a separate QEMU. */
    private static RealQemu start() throws Exception {
        String socket = ",host=127.0.0.1,port=0,server=on,wait=off";
        return RealQemu.start(
                "-object", "tls-creds-x509,id=tls,endpoint=server,dir=" + credentials + ",verify-peer=no",
                "-chardev", "socket,id=t" + socket,
                "-mon", "t,mode=control",
                "-chardev", "socket,id=s,tls-creds=tls" + socket,
                "-mon", "s,mode=control");
    }

    /** The process at the other end. */
    private static ProcessHandle peer(Kind kind, RealQemu qemu) {
        return kind != Kind.CHILD
                ? qemu.process().toHandle()
                : ProcessHandle.current()
                        .children()
                        .filter(child -> child.pid() != qemu.pid())
                        .findFirst()
                        .orElseThrow();
    }

    private static void signal(ProcessHandle process, String name) throws Exception {
        Signals.send(name, process.pid());
    }

    private static void stop(ProcessHandle process) throws Exception {
        signal(process, "STOP");
        Await.until("state T", () -> {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
        });
    }

    private static RawCommand big(int bytes) {
        return RawCommand.named("qom-list").with("path", "x".repeat(bytes));
    }

    @ParameterizedTest
    @EnumSource
    void theSessionWorksAfterAnInterruptDuringAStall(Kind kind) throws Exception {
        try (RealQemu qemu = start();
                QmpClient client = QmpClient.connect(kind.of(qemu), PATIENTLY)) {
            ProcessHandle peer = peer(kind, qemu);
            stop(peer);
            long before = client.statistics().commandsSent();
            CallerThread<JsonNode> caller = CallerThread.of(() -> client.execute(big(300_000), PATIENT));
            Await.until("it was sent", () -> client.statistics().commandsSent() > before);
            CompletableFuture<JsonNode> behind = client.submit(QUERY_STATUS, PATIENT);
            // If a separate thread writes, it may not have begun.
            caller.untilItWaits().interrupt();
            assertThat(caller.failure(QmpCallInterruptedException.class).outcome())
                    .isIn(Outcome.UNKNOWN, Outcome.NOT_SENT);
            assertThat(caller.wasInterruptedAtTheEnd()).isTrue();
            signal(peer, "CONT");
            Await.until("what was behind it is answered", behind::isDone);
            assertThat(behind.join().path("status").stringValue()).isEqualTo("running");
            // Whole on both sides: QEMU understands the next large one.
            CompletableFuture<JsonNode> again = client.submit(big(20_000), PATIENT);
            assertThat(Await.failureOf(again, QmpCommandException.class)).hasMessageContaining("x".repeat(50));
            assertThat(client.statistics().errorsWithoutId()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void closeDuringAStallFailsEveryCall(Kind kind) throws Exception {
        try (RealQemu qemu = start();
                QmpClient client = QmpClient.connect(kind.of(qemu), PATIENTLY)) {
            ProcessHandle peer = peer(kind, qemu);
            stop(peer);
            long before = client.statistics().commandsSent();
            // More than any kind of connection buffers.
            CallerThread<JsonNode> caller = CallerThread.of(() -> client.execute(big(32 << 20), PATIENT));
            Await.until("it was sent", () -> client.statistics().commandsSent() > before);
            CompletableFuture<JsonNode> behind = client.submit(STOP, PATIENT);
            client.close();
            assertThat(caller.failure(QmpDisconnectedException.class).outcome())
                    .isIn(Outcome.UNKNOWN, Outcome.NOT_SENT);
            assertThat(Await.failureOf(behind, QmpDisconnectedException.class).outcome())
                    .isEqualTo(Outcome.NOT_SENT);
            if (kind == Kind.CHILD) {
                // A stopped process does not react to the request to end.
                Await.until("the child has ended", () -> !peer.isAlive());
            }
        }
    }
}
