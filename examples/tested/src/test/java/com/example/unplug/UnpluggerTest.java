package com.example.unplug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.qmp4j.qemu.QemuCommands.deviceAdd;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.options.DefaultTimeouts;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.Endpoint;
import org.qmp4j.fake.FakeQemu;
import org.qmp4j.fake.script.Fault;
import org.qmp4j.protocol.Outcome;

class UnpluggerTest {
    // tag::start
    private FakeQemu qemu;
    private QmpClient vm;

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
    // end::start

    private Unplugger unplugger() {
        return new Unplugger(vm, Duration.ofSeconds(10));
    }

    // tag::model
    @Test
    void aDeviceIsGoneAfterTheGuestHasReleasedIt() {
        vm.execute(deviceAdd("virtio-rng-pci", device -> device.id("rng0")));

        assertEquals(Unplugger.Result.GONE, unplugger().unplug("rng0"));
        assertEquals(Unplugger.Result.WAS_NOT_THERE, unplugger().unplug("rng0"));
    }
    // end::model

    // tag::script
    @Test
    void aGuestThatKeepsTheDeviceIsReported() {
        qemu.when("device_del").with("id", "rng0").thenReturn("{}");

        Unplugger impatient = new Unplugger(vm, Duration.ofMillis(50));
        assertEquals(Unplugger.Result.GUEST_HOLDS_IT, impatient.unplug("rng0"));
    }

    @Test
    void theEventMayComeBeforeTheAnswer() {
        qemu.when("device_del")
                .thenEvent("DEVICE_DELETED", "{'device':'rng0','path':'/machine/peripheral/rng0'}")
                .thenReturn("{}");

        assertEquals(Unplugger.Result.GONE, unplugger().unplug("rng0"));
        assertEquals("rng0", qemu.received("device_del").get(0).text("id"));
    }
    // end::script

    // tag::fault
    @Test
    void theOutcomeIsUnknownIfTheReplyIsCutOff() {
        qemu.inject(Fault.CLOSE_IN_REPLY);

        QmpDisconnectedException lost = assertThrows(
                QmpDisconnectedException.class, () -> unplugger().unplug("rng0"));
        assertEquals(Outcome.UNKNOWN, lost.outcome());
        assertEquals(1, qemu.received("device_del").size());
    }
    // end::fault

    @Test
    void aCommandWithoutAReplyIsNotReportedAsAGuestThatKeepsTheDevice() {
        qemu.when("device_del").thenSilence();
        vm.close();
        ConnectOptions impatient = ConnectOptions.builder()
                .defaultTimeouts(DefaultTimeouts.STANDARD.with("device_del", Duration.ofMillis(50)))
                .build();
        vm = QmpClient.connect(Endpoint.unix(qemu.path()), impatient);

        QmpTimeoutException late =
                assertThrows(QmpTimeoutException.class, () -> unplugger().unplug("rng0"));
        assertEquals(Outcome.UNKNOWN, late.outcome());
    }
}
