package org.qmp4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qmp4j.qemu.QemuCommands.blockdevAdd;
import static org.qmp4j.qemu.QemuCommands.blockdevBackup;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.fake.FakeJob;
import org.qmp4j.fake.FakeQemu;
import org.qmp4j.qemu.QemuEvents;
import org.qmp4j.qemu.event.BlockJobCompletedEvent;
import org.qmp4j.qemu.type.BlockdevOptions;
import org.qmp4j.qemu.type.BlockdevOptionsNull;
import org.qmp4j.qemu.type.MirrorSyncMode;

class JobsOfAFakeTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private FakeQemu qemu;
    private QmpClient vm;

    @BeforeEach
    void start() {
        qemu = FakeQemu.start();
        vm = QmpClient.connect(Endpoint.unix(qemu.path()));
        for (String node : new String[] {"disk", "copy"}) {
            vm.execute(blockdevAdd(BlockdevOptions.builder().nodeName(node).nullCo(BlockdevOptionsNull.of())));
        }
    }

    @AfterEach
    void end() {
        vm.close();
        qemu.close();
    }

    private void startBackup() {
        vm.execute(blockdevBackup("disk", MirrorSyncMode.FULL, "copy", backup -> backup.jobId("nightly")));
    }

    // tag::job
    @Test
    void aBackupWithoutSpaceFailsHalfway() throws Exception {
        qemu.jobs().manual(); // jobs make progress only when the test moves them
        try (EventSubscription<BlockJobCompletedEvent> ends = vm.events(QemuEvents.BLOCK_JOB_COMPLETED)) {
            startBackup();

            FakeJob job = qemu.jobs().awaitStarted(TIMEOUT);
            job.progress(0.5);
            job.fail("No space left on device");

            BlockJobCompletedEvent end = ends.next(TIMEOUT);
            assertThat(end.error()).contains("No space left on device");
        }
    }
    // end::job

    @Test
    void aBackupCompletesByItselfUnlessJobsAreManual() throws Exception {
        try (EventSubscription<BlockJobCompletedEvent> ends = vm.events(QemuEvents.BLOCK_JOB_COMPLETED)) {
            startBackup();
            assertThat(ends.next(TIMEOUT).error()).isEmpty();
        }
    }
}
