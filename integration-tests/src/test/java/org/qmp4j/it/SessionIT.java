package org.qmp4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.protocol.RawCommand;

@ExtendWith(NoLeaks.class)
class SessionIT {
    private static final RawCommand QUERY_STATUS = RawCommand.named("query-status");
    private static final RawCommand STOP = RawCommand.named("stop");
    private static final RawCommand CONT = RawCommand.named("cont");

    @Test
    @DisplayName(
            "fact 2: a session begins also where events come before the greeting or before the answer to negotiation")
    void fact02_aSessionBeginsDuringAFloodOfEvents() throws Exception {
        ConnectOptions hearing = ConnectOptions.builder().subscribe().build();
        try (RealQemu qemu = RealQemu.start(
                        "-chardev", "socket,id=m,path={}/b,server=on,wait=off,mux=on", "-mon", "m,mode=control");
                QmpClient flood = QmpClient.connect(qemu.endpoint())) {
            qemu.awaitSocket("b");
            CompletableFuture<Boolean> enough = new CompletableFuture<>();
            CompletableFuture<Long> flooding = Await.inBackground(() -> {
                long rounds = 0;
                for (; !enough.isDone(); rounds++) {
                    flood.executeAll(List.of(STOP, CONT, STOP, CONT, STOP, CONT), CallOptions.DEFAULT);
                }
                return rounds;
            });
            try {
                for (int i = 0; i < 50; i++) {
                    try (QmpClient client = QmpClient.connect(qemu.endpoint("b"), hearing)) {
                        assertThat(client.execute(QUERY_STATUS).has("status")).isTrue();
                        assertThat(client.earlyEvents()
                                        .orElseThrow()
                                        .next(Await.PATIENCE)
                                        .name())
                                .isIn("STOP", "RESUME");
                        assertThat(client.statistics().foreignReplies()).isZero();
                    }
                }
            } finally {
                enough.complete(true);
            }
            assertThat(flooding.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isPositive();
        }
    }

    @Test
    @DisplayName("fact 9: a monitor that was added at run time is a monitor like any other")
    void fact09_aMonitorAddedAtRunTimeServesAClient() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            assumeTrue(client.greeting().version().isAtLeast(11, 1), "object-add monitor-qmp came with QEMU 11.1");
            client.execute(RawCommand.named("human-monitor-command")
                    .with(
                            "command-line",
                            "chardev-add socket,id=late,path=" + qemu.path("late") + ",server=on,wait=off"));
            client.execute(RawCommand.named("object-add")
                    .with("qom-type", "monitor-qmp")
                    .with("id", "late-monitor")
                    .with("chardev", "late")
                    .with("close-action", "delete"));
            try (QmpClient late = QmpClient.connect(qemu.endpoint("late"))) {
                assertThat(late.execute(QUERY_STATUS)).isEqualTo(client.execute(QUERY_STATUS));
            }
        }
    }
}
