package org.qmp4j.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Jobs of the fake under the control of a test. The contract tests check everything that QEMU can do too. */
class JobsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private FakeQemu qemu;
    private RawClient client;
    private int commands;

    @BeforeEach
    void start() throws Exception {
        qemu = FakeQemu.start();
        client = RawClient.negotiated(qemu.address());
        for (String node : List.of("from", "to")) {
            run("blockdev-add", "'driver':'null-co','size':1000000,'node-name':'" + node + "'");
        }
    }

    @AfterEach
    void end() throws Exception {
        client.close();
        qemu.close();
    }

    /** The events up to the reply, and the reply: {@code created}, {@code BLOCK_JOB_READY}, {@code return} ... */
    private List<String> run(String command, String arguments) throws Exception {
        int id = ++commands;
        client.send("{'execute':'" + command + "','arguments':{" + arguments + "},'id':" + id + "}");
        List<String> decoded = new ArrayList<>();
        while (true) {
            JsonNode message = JsonMapper.shared().readTree(client.line());
            decoded.add(word(message));
            if (message.path("id").asInt() == id) {
                return decoded;
            }
        }
    }

    private static String word(JsonNode message) {
        if (message.has("error")) {
            return message.at("/error/desc").asString();
        }
        String event = message.path("event").asString("return");
        return event.equals("JOB_STATUS_CHANGE") ? message.at("/data/status").asString() : event;
    }

    private List<String> events(int count) throws Exception {
        List<String> decoded = new ArrayList<>();
        while (decoded.size() < count) {
            decoded.add(word(JsonMapper.shared().readTree(client.line())));
        }
        return decoded;
    }

    private JsonNode query(String command) throws Exception {
        return JsonMapper.shared()
                .readTree(client.ask("{'execute':'" + command + "'}"))
                .path("return")
                .path(0);
    }

    private List<String> copy(String kind, String more) throws Exception {
        return run("blockdev-" + kind, "'job-id':'j','device':'from','target':'to','sync':'full'" + more);
    }

    private static final String J = "'id':'j'";

    @Test
    void aJobTakesAMomentByDefault() throws Exception {
        assertThat(copy("backup", "")).containsExactly("created", "running", "paused", "running", "return");
        assertThat(events(5)).containsExactly("waiting", "pending", "BLOCK_JOB_COMPLETED", "concluded", "null");
        assertThat(query("query-jobs").isMissingNode()).isTrue();
    }

    @Test
    void aJobWithoutDurationEndsBeforeTheReplyToItsCommand() throws Exception {
        qemu.jobs().take(Duration.ZERO);
        assertThat(copy("backup", ""))
                .endsWith("waiting", "pending", "BLOCK_JOB_COMPLETED", "concluded", "null", "return");
        assertThat(copy("mirror", "")).containsExactly("created", "running", "ready", "BLOCK_JOB_READY", "return");
    }

    @Test
    void aManualJobMovesOnlyWhenTheTestMovesIt() throws Exception {
        qemu.jobs().manual();
        copy("mirror", "");
        FakeJob job = qemu.jobs().awaitStarted(PATIENCE);
        assertThat(List.of(job.id(), job.type(), job.status())).containsExactly("j", "mirror", "running");
        job.progress(0.25);
        assertThat(query("query-jobs").path("current-progress").asInt()).isEqualTo(250_000);
        assertThat(query("query-block-jobs").path("offset").asInt()).isEqualTo(250_000);
        assertThat(query("query-block-jobs").path("len").asInt()).isEqualTo(1_000_000);
        job.progress(1);
        assertThat(events(2)).containsExactly("ready", "BLOCK_JOB_READY");
        assertThat(run("job-complete", J)).containsExactly("return");
        assertThat(events(4)).startsWith("waiting", "pending", "BLOCK_JOB_COMPLETED", "concluded");
        assertThat(events(1)).containsExactly("null");
        assertThat(job.status()).isEqualTo("null");
    }

    @Test
    void aJobCanBeFoundByItsIdUntilItIsDismissed() throws Exception {
        qemu.jobs().manual();
        copy("backup", ",'auto-dismiss':false");
        FakeJob job = qemu.jobs().get("j");
        job.progress(1);
        assertThat(job.status()).isEqualTo("concluded");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> job.progress(0.5))
                .withMessage("job 'j' is concluded, and must be running for that");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> job.fail("too late"))
                .withMessage("job 'j' is concluded: it is over");
        run("job-dismiss", J);
        assertThat(job.status()).isEqualTo("null");
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> qemu.jobs().get("j"))
                .withMessageContaining("'j'");
    }

    @Test
    void jobsAreAwaitedInTheOrderOfTheirStart() throws Exception {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> qemu.jobs().awaitStarted(Duration.ofMillis(1)))
                .withMessage("no job started within PT0.001S");
        qemu.jobs().manual();
        copy("backup", "");
        run("blockdev-create", "'job-id':'k','options':{'driver':'file','filename':'f','size':1}");
        assertThat(qemu.jobs().awaitStarted(PATIENCE).id()).isEqualTo("j");
        assertThat(qemu.jobs().awaitStarted(PATIENCE).id()).isEqualTo("k");
    }

    @Test
    void aFailureHasItsTextInTheEventAndInTheQueries() throws Exception {
        qemu.jobs().manual();
        copy("backup", ",'auto-dismiss':false");
        qemu.jobs().get("j").progress(0.5).fail("No space left on device");
        assertThat(events(1)).containsExactly("aborting");
        assertThat(client.line())
                .contains("BLOCK_JOB_COMPLETED", "\"error\": \"No space left on device\"")
                .containsPattern("\"len\": 1048576, \"offset\": 524288");
        assertThat(events(1)).containsExactly("concluded");
        assertThat(query("query-jobs").path("error").asString()).isEqualTo("No space left on device");
        assertThat(query("query-block-jobs").path("error").asString()).isEqualTo("No space left on device");
    }

    @ParameterizedTest
    @CsvSource({
        "report, No space left on device, report, concluded, ok",
        "report, Input/output error, report, concluded, ok",
        "stop, No space left on device, stop, paused, nospace",
        "stop, Input/output error, stop, paused, failed",
        "enospc, No space left on device, stop, paused, nospace",
        "enospc, Input/output error, report, concluded, ok",
        "ignore, Input/output error, ignore, running, ok"
    })
    void theErrorPolicyIsSetAtTheStart(String policy, String error, String action, String status, String ioStatus)
            throws Exception {
        qemu.jobs().manual();
        copy("backup", ",'auto-dismiss':false,'on-target-error':'" + policy + "'");
        FakeJob job = qemu.jobs().get("j");
        job.writeError(error);
        assertThat(client.line())
                .contains("BLOCK_JOB_ERROR", "\"operation\": \"write\"", "\"action\": \"" + action + "\"");
        assertThat(job.status()).isEqualTo(status);
        events(status.equals("concluded") ? 3 : status.equals("paused") ? 1 : 0);
        assertThat(query("query-block-jobs").path("io-status").asString()).isEqualTo(ioStatus);
    }

    @Test
    void aJobThatAnErrorHasPausedContinuesWhenItIsResumed() throws Exception {
        qemu.jobs().manual();
        copy("mirror", ",'on-source-error':'stop'");
        FakeJob job = qemu.jobs().get("j");
        job.readError("Input/output error");
        assertThat(events(2)).containsExactly("BLOCK_JOB_ERROR", "paused");
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> job.progress(1));
        assertThat(run("job-resume", J)).containsExactly("running", "return");
        assertThat(query("query-block-jobs").path("io-status").asString()).isEqualTo("ok");
        job.progress(1);
        assertThat(events(1)).containsExactly("ready");
    }

    @Test
    void onlyBlockJobsHaveReadAndWriteErrors() throws Exception {
        qemu.jobs().manual();
        run("blockdev-create", "'job-id':'k','options':{'driver':'file','filename':'f','size':1}");
        FakeJob job = qemu.jobs().get("k");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> job.writeError("Input/output error"))
                .withMessageContaining("no block job");
        job.fail("Could not create 'f': Permission denied");
        assertThat(events(2)).containsExactly("aborting", "concluded");
        assertThat(query("query-jobs").path("error").asString()).contains("Permission denied");
    }

    @Test
    void aLowSpeedDelaysAJobUntilTheSpeedIsRaised() throws Exception {
        copy("backup", ",'speed':1,'auto-dismiss':false");
        assertThat(query("query-block-jobs").path("speed").asInt()).isEqualTo(1);
        assertThat(run("block-job-set-speed", "'device':'j','speed':0")).containsExactly("return");
        assertThat(events(4)).containsExactly("waiting", "pending", "BLOCK_JOB_COMPLETED", "concluded");
    }

    @Test
    void aPausedJobMakesNoProgress() throws Exception {
        qemu.jobs().take(Duration.ofMillis(100));
        copy("backup", ",'auto-dismiss':false");
        assertThat(run("job-pause", J)).containsExactly("paused", "return");
        int before = query("query-jobs").path("current-progress").asInt();
        // This job also takes one step, but starts later.
        run("blockdev-create", "'job-id':'k','options':{'driver':'file','filename':'f','size':1}");
        assertThat(events(3)).endsWith("concluded");
        assertThat(query("query-jobs").path("current-progress").asInt()).isEqualTo(before);
        assertThat(run("job-resume", J)).containsExactly("running", "return");
        assertThat(events(4)).endsWith("concluded");
    }

    @Test
    void aNegativeDurationAndAnInvalidProgressAreRejected() throws Exception {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> qemu.jobs().take(Duration.ofMillis(-1)))
                .withMessageContaining("must not be negative");
        qemu.jobs().manual();
        copy("backup", "");
        for (double part : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> qemu.jobs().get("j").progress(part))
                    .withMessageContaining("from 0 to 1");
        }
    }

    @Test
    void aDriveCommandRemovesItsOwnNode() throws Exception {
        qemu.jobs().take(Duration.ZERO);
        run("drive-backup", "'job-id':'j','device':'from','target':'/tmp/copy','sync':'full'");
        run("drive-mirror", "'job-id':'k','device':'from','target':'/tmp/copy','sync':'full'");
        assertThat(run("job-cancel", "'id':'k'")).containsExactly("return");
        assertThat(events(4)).endsWith("null");
        assertThat(client.ask("{'execute':'query-named-block-nodes'}")).doesNotContain("#block");
    }
}
