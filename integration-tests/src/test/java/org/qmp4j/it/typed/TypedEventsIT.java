package org.qmp4j.it.typed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.QmpJson;
import org.qmp4j.protocol.typed.TypedEvent;
import org.qmp4j.qemu.command.BlockdevAddCommand;
import org.qmp4j.qemu.command.BlockdevBackupCommand;
import org.qmp4j.qemu.command.ContCommand;
import org.qmp4j.qemu.command.DeviceAddCommand;
import org.qmp4j.qemu.command.DeviceDelCommand;
import org.qmp4j.qemu.command.QuitCommand;
import org.qmp4j.qemu.command.StopCommand;
import org.qmp4j.qemu.command.SystemResetCommand;
import org.qmp4j.qemu.event.BlockJobCompletedEvent;
import org.qmp4j.qemu.event.DeviceDeletedEvent;
import org.qmp4j.qemu.event.JobStatusChangeEvent;
import org.qmp4j.qemu.event.ResetEvent;
import org.qmp4j.qemu.event.ResumeEvent;
import org.qmp4j.qemu.event.ShutdownEvent;
import org.qmp4j.qemu.event.StopEvent;
import org.qmp4j.qemu.type.BlockdevOptions;
import org.qmp4j.qemu.type.BlockdevOptionsNull;
import org.qmp4j.qemu.type.JobStatus;
import org.qmp4j.qemu.type.JobType;
import org.qmp4j.qemu.type.MirrorSyncMode;
import org.qmp4j.qemu.type.ShutdownCause;
import tools.jackson.databind.JsonNode;

/** Events of a real QEMU, received as their generated classes. */
@Tag("newest-jdk")
@ExtendWith(NoLeaks.class)
class TypedEventsIT {
    private static final long SIZE = 1 << 20;

    @Test
    void runningStoppingAndResettingAMachineSendsTypedEvents() throws Exception {
        try (RealQemu qemu = RealQemu.start("-machine", "q35", "-accel", "tcg", "-m", "16M", "-S");
                QmpClient client = QmpClient.connect(qemu.endpoint());
                EventSubscription<ResumeEvent> resumed = client.events(ResumeEvent.TYPE);
                EventSubscription<StopEvent> stopped = client.events(StopEvent.TYPE);
                EventSubscription<ResetEvent> reset = client.events(ResetEvent.TYPE);
                EventSubscription<ShutdownEvent> shutdown = client.events(ShutdownEvent.TYPE)) {
            client.execute(ContCommand.of());
            ResumeEvent first = checked(resumed.next(Await.PATIENCE));
            client.execute(SystemResetCommand.of());
            ResetEvent byHost = checked(reset.next(Await.PATIENCE));
            assertThat(byHost.guest()).isFalse();
            assertThat(byHost.reason()).isEqualTo(ShutdownCause.HOST_QMP_SYSTEM_RESET);
            client.execute(StopCommand.of());
            StopEvent second = checked(stopped.next(Await.PATIENCE));
            assertThat(second.timestamp().orElseThrow())
                    .isAfterOrEqualTo(first.timestamp().orElseThrow());
            client.execute(QuitCommand.of());
            ShutdownEvent last = checked(shutdown.next(Await.PATIENCE));
            assertThat(last.guest()).isFalse();
            assertThat(last.reason()).isEqualTo(ShutdownCause.HOST_QMP_QUIT);
        }
    }

    @Test
    void aJobReportsItsStatusInTypedEvents() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint());
                EventSubscription<JobStatusChangeEvent> changes = client.events(JobStatusChangeEvent.TYPE);
                EventSubscription<BlockJobCompletedEvent> completed = client.events(BlockJobCompletedEvent.TYPE)) {
            for (String node : List.of("from", "to")) {
                client.execute(BlockdevAddCommand.of(BlockdevOptions.builder()
                        .nodeName(node)
                        .nullCo(BlockdevOptionsNull.builder()
                                .size(SIZE)
                                .readZeroes(true)
                                .build())));
            }
            client.execute(BlockdevBackupCommand.builder("from", MirrorSyncMode.FULL, "to")
                    .jobId("backup0")
                    .build());
            BlockJobCompletedEvent end = checked(completed.next(Await.PATIENCE));
            assertThat(end.device()).isEqualTo("backup0");
            assertThat(end.type()).isEqualTo(JobType.BACKUP);
            assertThat(end.len()).isEqualTo(SIZE).isEqualTo(end.offset());
            assertThat(end.error()).isEmpty();

            JobStatusChangeEvent first = checked(changes.next(Await.PATIENCE));
            assertThat(first.id()).isEqualTo("backup0");
            assertThat(first.status()).isEqualTo(JobStatus.CREATED);
            checked(changes.await(change -> change.status().equals(JobStatus.CONCLUDED), Await.PATIENCE));
        }
    }

    @Test
    void aRemovedDeviceIsReportedInATypedEvent() throws Exception {
        try (RealQemu qemu =
                        RealQemu.start("-machine", "pc", "-accel", "tcg", "-m", "16M", "-device", "qemu-xhci,id=usb0");
                QmpClient client = QmpClient.connect(qemu.endpoint());
                EventSubscription<DeviceDeletedEvent> deleted = client.events(DeviceDeletedEvent.TYPE)) {
            client.execute(DeviceAddCommand.builder("usb-tablet")
                    .id("tablet0")
                    .bus("usb0.0")
                    .build());
            client.execute(DeviceDelCommand.of("tablet0"));
            DeviceDeletedEvent gone =
                    checked(deleted.await(event -> event.device().isPresent(), Await.PATIENCE));
            assertThat(gone.device()).contains("tablet0");
            assertThat(gone.path()).isEqualTo("/machine/peripheral/tablet0");
        }
    }

    /** The members of the event are those that QEMU sent. */
    private static <E extends TypedEvent> E checked(E event) {
        JsonNode members = JsonText.of(QmpJson.toText(event::write)).tree();
        assertThat(members).isEqualTo(event.raw().dataText().map(JsonText::tree).orElseGet(() -> QmpTree.of("{}")));
        return event;
    }
}
