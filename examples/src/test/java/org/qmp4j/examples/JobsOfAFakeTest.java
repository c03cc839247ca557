package org.qmp4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.transport.Endpoint;
import org.qmp4j.fake.FakeJob;
import org.qmp4j.fake.FakeQemu;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;

class JobsOfAFakeTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private FakeQemu qemu;
    private QmpClient vm;

    @BeforeEach
    void start() {
        qemu = FakeQemu.start();
        vm = QmpClient.connect(Endpoint.unix(qemu.path()));
        for (String node : new String[] {"disk", "copy"}) {
            vm.execute(
                    RawCommand.named("blockdev-add").with("driver", "null-co").with("node-name", node));
        }
    }

    @AfterEach
    void end() {
        vm.close();
        qemu.close();
    }

    private void startBackup() {
        vm.execute(RawCommand.named("blockdev-backup")
                .with("job-id", "nightly")
                .with("device", "disk")
                .with("target", "copy")
                .with("sync", "full"));
    }

    // tag::job
    @Test
    void aBackupWithoutSpaceFailsHalfway() throws Exception {
        qemu.jobs().manual(); // jobs move when the test says so
        try (EventSubscription<RawEvent> ends = vm.events("BLOCK_JOB_COMPLETED")) {
            startBackup();

            FakeJob job = qemu.jobs().awaitStarted(TIMEOUT);
            job.progress(0.5);
            job.fail("No space left on device");

            RawEvent end = ends.await(event -> true, TIMEOUT);
            assertThat(end.data().path("error").stringValue()).isEqualTo("No space left on device");
        }
    }
    // end::job

    @Test
    void withoutAWordABackupIsOverInAMoment() throws Exception {
        try (EventSubscription<RawEvent> ends = vm.events("BLOCK_JOB_COMPLETED")) {
            startBackup();
            assertThat(ends.await(event -> true, TIMEOUT).data().has("error")).isFalse();
        }
    }
}
