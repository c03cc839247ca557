package org.qmp4j.it.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.examples.PrivateMonitor;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.qemu.command.QomListCommand;
import org.qmp4j.qemu.command.QueryChardevCommand;
import org.qmp4j.qemu.command.QueryStatusCommand;
import org.qmp4j.qemu.type.ChardevInfo;
import org.qmp4j.qemu.type.ObjectPropertyInfo;

/** The sample that opens a monitor at run time. */
@ExtendWith(NoLeaks.class)
class PrivateMonitorIT {
    @Test
    void aMonitorThatIsAddedByTypedCommandsIsRemovedWhenItsClientIsClosed() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient vm = QmpClient.connect(qemu.endpoint())) {
            assumeTrue(vm.greeting().version().isAtLeast(11, 1), "object-add monitor-qmp came with QEMU 11.1");
            try (QmpClient own = PrivateMonitor.open(vm, qemu.path("private"))) {
                assertThat(own.execute(QueryStatusCommand.of())).isEqualTo(vm.execute(QueryStatusCommand.of()));
                assertThat(vm.execute(QomListCommand.of("/objects")))
                        .extracting(ObjectPropertyInfo::name)
                        .contains("private-monitor");
            }
            Await.until(
                    "the monitor and its device are removed",
                    () -> vm.execute(QomListCommand.of("/objects")).stream()
                                    .noneMatch(object -> object.name().equals("private-monitor"))
                            && vm.execute(QueryChardevCommand.of()).stream()
                                    .map(ChardevInfo::label)
                                    .noneMatch("private"::equals));
        }
    }

    @Test
    void anOlderQemuRejectsIt() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient vm = QmpClient.connect(qemu.endpoint())) {
            assumeFalse(vm.greeting().version().isAtLeast(11, 1), "QEMU 11.1 and newer add monitors at run time");
            assertThatThrownBy(() -> PrivateMonitor.open(vm, qemu.path("private")))
                    .isInstanceOf(QmpCommandException.class)
                    .hasMessageContaining("object-add: GenericError");
        }
    }
}
