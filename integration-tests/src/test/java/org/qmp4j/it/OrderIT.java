package org.qmp4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.observer.CloseReason;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.Fifo;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RawSocket;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;
import tools.jackson.databind.JsonNode;

/** The order of events and replies, at the end of QEMU and at the start of its machine, too. */
@ExtendWith(NoLeaks.class)
class OrderIT {
    private static CloseReason closeOf(QmpClient client) throws Exception {
        return client.whenClosed().get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({"TERM, host-signal", "KILL, "})
    @DisplayName("fact 20: SIGTERM brings SHUTDOWN and the end, a crash the end alone; a call that waits learns of it")
    void fact20_aSignalEndsAWaitingCall(String signal, String shutdownReason) throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            Fifo fifo = Fifo.in(qemu, "fifo");
            CompletableFuture<JsonNode> waiting = client.submit(fifo.slowCommand());
            fifo.awaitRunning();
            qemu.signal(signal);
            if (signal.equals("TERM")) {
                // QEMU notices this only when its main loop is free.
                fifo.release();
                Await.until("the call has ended", waiting::isDone);
            } else {
                assertThat(waiting)
                        .failsWithin(Await.PATIENCE)
                        .withThrowableThat()
                        .havingCause()
                        .isInstanceOfSatisfying(
                                QmpDisconnectedException.class,
                                lost -> assertThat(lost.outcome()).isEqualTo(Outcome.UNKNOWN));
            }
            CloseReason reason = closeOf(client);
            assertThat(reason.shutdownReason().orElse(null)).isEqualTo(shutdownReason);
            if (signal.equals("KILL")) {
                fifo.release();
            }
        }
    }

    @Test
    @DisplayName("fact 20: qemu-storage-daemon answers quit and ends, without an event")
    void fact20_theStorageDaemonExitsWithoutAnEvent() throws Exception {
        try (RealQemu daemon = RealQemu.startStorageDaemon();
                QmpClient client = QmpClient.connect(daemon.endpoint());
                EventSubscription<RawEvent> events = client.events()) {
            client.execute(
                    RawCommand.named("blockdev-add").with("driver", "null-co").with("node-name", "disk"));
            assertThat(client.execute(RawCommand.named("query-named-block-nodes"))
                            .get(0)
                            .path("node-name")
                            .stringValue())
                    .isEqualTo("disk");
            client.execute(RawCommand.named("quit"));
            CloseReason reason = closeOf(client);
            assertThat(reason.shutdownReason()).isEmpty();
            assertThat(events.poll()).isEmpty();
        }
    }

    @Test
    @DisplayName("fact 23: of many events of a throttled kind few arrive, and the last value is among them")
    void fact23_throttledEventsAreCoalesced() throws Exception {
        // The clock is set from outside, as a guest would, through QEMU's interface for tests of devices.
        try (RealQemu qemu = RealQemu.start(
                        "-machine",
                        "pc",
                        "-accel",
                        "tcg",
                        "-S",
                        "-rtc",
                        "base=2020-01-01T00:00:00,clock=vm",
                        "-qtest",
                        "unix:{}/qtest,server=on,wait=off",
                        "-qtest-log",
                        "none");
                QmpClient client = QmpClient.connect(qemu.endpoint());
                EventSubscription<RawEvent> changes = client.events("RTC_CHANGE")) {
            qemu.awaitSocket("qtest");
            int settings = 40;
            try (RawSocket device = RawSocket.connect(qemu.path("qtest"))) {
                for (int second = 1; second <= settings; second++) {
                    setClock(device, 0, second % 10);
                }
                setClock(device, 4, 12);
            }
            List<Long> offsets = new ArrayList<>();
            changes.await(
                    event -> {
                        offsets.add(event.data().path("offset").asLong());
                        return offsets.get(offsets.size() - 1)
                                > Duration.ofHours(11).toSeconds();
                    },
                    Await.PATIENCE);
            assertThat(offsets).hasSizeLessThan(settings);
        }
    }

    @Test
    @DisplayName("fact 2: a monitor that shares its character device sends an event before the greeting")
    void fact02_eventsBeforeTheGreetingAreNotLost() throws Exception {
        try (RealQemu qemu = RealQemu.startUnheard(
                "-chardev", "socket,id=c,path={}/qmp,server=on,wait=off,mux=on", "-mon", "chardev=c,mode=control")) {
            qemu.awaitSocket("qmp");
            ConnectOptions early = ConnectOptions.builder().subscribe().build();
            try (QmpClient client = QmpClient.connect(qemu.endpoint(), early)) {
                client.execute(RawCommand.named("stop"));
                assertThat(client.earlyEvents().orElseThrow().drain().stream().map(RawEvent::name))
                        .contains("STOP");
            }
        }
    }

    /** Writes a register of the clock, in BCD. */
    private static void setClock(RawSocket device, int register, int value) throws Exception {
        device.send("outb 0x70 " + register + "\noutb 0x71 0x" + value + "\n");
        assertThat(device.line()).asString().isEqualTo("OK\n");
        assertThat(device.line()).asString().isEqualTo("OK\n");
    }
}
