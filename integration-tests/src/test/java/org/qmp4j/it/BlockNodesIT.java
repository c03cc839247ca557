package org.qmp4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.BlockNodes;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;
import tools.jackson.databind.JsonNode;

/** Block nodes that are listed while a stream job has ended and was not dismissed. */
@ExtendWith(NoLeaks.class)
class BlockNodesIT {
    private static final int SIGSEGV = 11;

    /** A command, by its name or as HMP. */
    private static RawCommand command(String text) {
        return text.startsWith("info ")
                ? RawCommand.named("human-monitor-command").with("command-line", text)
                : RawCommand.named(text);
    }

    private static void addDisk(QmpClient client, String name) {
        client.execute(RawCommand.named("blockdev-add")
                .with("driver", "null-co")
                .with("node-name", name)
                .with("size", 64 << 20));
    }

    private static RawCommand stream() {
        return RawCommand.named("block-stream").with("job-id", "job0").with("device", "disk0");
    }

    private static void run(QmpClient client, RawCommand job, String status) {
        try (EventSubscription<RawEvent> changes = client.events("JOB_STATUS_CHANGE")) {
            client.execute(job);
            changes.await(event -> event.data().path("status").asString().equals(status), Await.PATIENCE);
        }
    }

    /** Leaves a job that is concluded and not dismissed. */
    private static void concludeStream(QmpClient client) {
        addDisk(client, "disk0");
        run(client, stream().with("auto-dismiss", false), "concluded");
    }

    private static boolean hasTheFault(QmpClient client) {
        return !client.greeting().version().isAtLeast(10, 0);
    }

    private static void assertListingIsFatalToOldVersions(RealQemu qemu, QmpClient client, RawCommand listing)
            throws Exception {
        if (hasTheFault(client)) {
            assertThatThrownBy(() -> client.execute(listing)).isInstanceOf(QmpDisconnectedException.class);
            assertThat(qemu.process().waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(qemu.process().exitValue()).isEqualTo(128 + SIGSEGV);
        } else {
            assertThat(client.execute(listing).toString()).contains("disk0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"query-named-block-nodes", "info block -n", "info block disk0"})
    @DisplayName("fact 47: QEMU 7.2 crashes when its block nodes are listed while a stream job is concluded")
    void fact47_listingBlockNodesBesideAConcludedStreamCrashesOldVersions(String listing) throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            concludeStream(client);
            assertListingIsFatalToOldVersions(qemu, client, command(listing));
        }
    }

    @Test
    @DisplayName("fact 47: qemu-storage-daemon 7.2 crashes as well")
    void fact47_theStorageDaemonCrashesToo() throws Exception {
        try (RealQemu daemon = RealQemu.startStorageDaemon();
                QmpClient client = QmpClient.connect(daemon.endpoint())) {
            concludeStream(client);
            assertListingIsFatalToOldVersions(daemon, client, command("query-named-block-nodes"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "query-block",
                "query-blockstats",
                "x-debug-query-block-graph",
                "query-jobs",
                "query-block-jobs",
                "query-block-exports",
                "info block",
                "info blockstats",
                "info snapshots",
                "info block-jobs"
            })
    @DisplayName("fact 47: other queries of disks and jobs are safe beside a concluded stream job")
    void fact47_otherQueriesAreSafe(String query) throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            concludeStream(client);
            client.execute(command(query));
            client.execute(RawCommand.named("query-blockstats").with("query-nodes", true));
            assertThat(client.execute(RawCommand.named("query-jobs"))
                            .get(0)
                            .path("status")
                            .asString())
                    .isEqualTo("concluded");
        }
    }

    @Test
    @DisplayName(
            "fact 47: beside a concluded backup job block nodes can be listed, and after job-dismiss of a stream job")
    void fact47_otherStatesAreSafe() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            concludeStream(client);
            client.execute(RawCommand.named("job-dismiss").with("id", "job0"));
            assertThat(client.execute(command("query-named-block-nodes"))).hasSize(1);

            addDisk(client, "copy0");
            RawCommand backup = RawCommand.named("blockdev-backup")
                    .with("job-id", "job1")
                    .with("device", "disk0")
                    .with("target", "copy0")
                    .with("sync", "full");
            run(client, backup.with("auto-dismiss", false), "concluded");
            assertThat(client.execute(command("query-named-block-nodes"))).hasSizeGreaterThan(1);
        }
    }

    @Test
    void theClientOmitsTheQueryUntilTheJobIsDismissed() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            concludeStream(client);
            BlockNodes<JsonNode> nodes = BlockNodes.query(client, command("query-named-block-nodes"));
            if (hasTheFault(client)) {
                assertThat(nodes)
                        .isInstanceOfSatisfying(
                                BlockNodes.LeftOut.class,
                                left -> assertThat(left.reason()).contains("'job0'", "job-dismiss"));
            } else {
                assertThat(nodes.orElseThrow().toString()).contains("disk0");
            }
            client.execute(RawCommand.named("job-dismiss").with("id", "job0"));
            assertThat(BlockNodes.query(client, command("query-named-block-nodes"))
                            .orElseThrow())
                    .hasSize(1);
        }
    }

    @Test
    void theClientListsTheNodesBesideAStreamThatIsDismissedAutomatically() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            addDisk(client, "disk0");
            run(client, stream().with("auto-finalize", false), "pending");
            assertThat(BlockNodes.query(client, command("query-named-block-nodes"))
                            .orElseThrow()
                            .toString())
                    .contains("disk0");
        }
    }
}
