package org.qmp4j.it.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.examples.Events;
import org.qmp4j.junit.QemuMachine;
import org.qmp4j.junit.QemuTest;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;

/** Virtio devices that a Linux guest releases. */
@Tag("newest-jdk")
@Tag("slow")
@QemuTest
@QemuMachine(type = "pc", definition = TinyLinux.class, ready = TinyLinux.PROMPT, screen = false)
class UnpluggedDeviceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    @DisplayName("fact 48: DEVICE_DELETED comes twice for a virtio device, first without its id")
    void fact48_aVirtioDeviceIsReportedTwiceAndFirstWithoutItsId(QmpClient vm) {
        vm.execute(
                RawCommand.named("device_add").with("driver", "virtio-rng-pci").with("id", "rng0"));
        try (EventSubscription<RawEvent> deleted = vm.events("DEVICE_DELETED")) {
            vm.execute(RawCommand.named("device_del").with("id", "rng0"));
            assertThat(deleted.next(PATIENCE).data().toString())
                    .isEqualTo("{\"path\":\"/machine/peripheral/rng0/virtio-backend\"}");
            RawEvent second = deleted.next(PATIENCE);
            assertThat(second.data().path("device").asString()).isEqualTo("rng0");
            assertThat(second.data().path("path").asString()).isEqualTo("/machine/peripheral/rng0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unplug", "unplugTyped"})
    void theSamplesOfTheGuideWaitForTheDevice(String sample, QmpClient vm) throws Exception {
        Method method = Events.class.getDeclaredMethod(sample, QmpClient.class);
        method.setAccessible(true);
        method.invoke(null, vm);
        assertThat(vm.execute(RawCommand.named("qom-list").with("path", "/machine/peripheral"))
                        .toString())
                .doesNotContain("rng");
    }
}
