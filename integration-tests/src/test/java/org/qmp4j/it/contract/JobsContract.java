package org.qmp4j.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.qmp4j.it.support.QemuUnderTest;
import tools.jackson.databind.JsonNode;

/** The states of jobs, what each command does in each of them, and the events in their order. */
abstract class JobsContract extends JobConversation {
    private static final String MEBIBYTE = "1048576";
    // Zeroes would be copied at once, at any speed.
    private static final String SIZE = "'driver':'null-co','size':67108864,'node-name':";
    private static final String DEVICE = "'device':'j'";
    private static final String SLOW = ",'speed':1048576";
    private static final String KEPT = ",'auto-dismiss':false";

    JobsContract(QemuUnderTest.Kind kind) {
        super(kind);
    }

    @BeforeEach
    void addNodes() throws Exception {
        for (String node : List.of("from", "to")) {
            talk.run("blockdev-add", SIZE + "'" + node + "'");
        }
    }

    /** Writing fails from the first byte on; a fake needs an explicit setting for this. */
    abstract void failWriting(QemuUnderTest qemu, String job, String error) throws Exception;

    private void backup(String more) throws IOException {
        talk.run("blockdev-backup", copy(more));
    }

    private void mirror(String more) throws IOException {
        talk.run("blockdev-mirror", copy(more));
    }

    private static String copy(String more) {
        return "'job-id':'j','device':'from','target':'to','sync':'full'" + more;
    }

    private void readyMirror(String more) throws IOException {
        mirror(more);
        assertThat(talk.until("BLOCK_JOB_READY")).containsExactly("created", "running", "ready", "BLOCK_JOB_READY");
    }

    private JsonNode job() throws IOException {
        return talk.run("query-jobs", "").path(0);
    }

    private JsonNode blockJob() throws IOException {
        return talk.run("query-block-jobs", "").path(0);
    }

    private void requireGone() throws IOException {
        assertThat(talk.run("query-jobs", "")).isEmpty();
    }

    @Test
    void aBackupPassesThroughAllStates() throws Exception {
        backup("");
        assertThat(talk.until("null"))
                .containsExactly(
                        "created",
                        "running",
                        "paused",
                        "running",
                        "waiting",
                        "pending",
                        "BLOCK_JOB_COMPLETED",
                        "concluded",
                        "null");
        requireGone();
    }

    @Test
    void aMirrorWaitsForEachOfItsCommands() throws Exception {
        readyMirror(KEPT + ",'auto-finalize':false");
        assertThat(job().path("status").asString()).isEqualTo("ready");
        assertThat(blockJob().path("ready").asBoolean()).isTrue();
        talk.run("job-complete", J);
        assertThat(talk.until("BLOCK_JOB_PENDING")).containsExactly("waiting", "pending", "BLOCK_JOB_PENDING");
        talk.run("job-finalize", J);
        assertThat(talk.until("concluded")).containsExactly("BLOCK_JOB_COMPLETED", "concluded");
        assertThat(job().has("error")).isFalse();
        talk.run("job-dismiss", J);
        assertThat(talk.until("null")).containsExactly("null");
        requireGone();
    }

    @Test
    void commandsThatDoNotFitTheStateOfAJobAreRejected() throws Exception {
        backup(SLOW + KEPT);
        for (String verb : List.of("complete", "finalize", "dismiss")) {
            assertThat(talk.refusal("job-" + verb, J))
                    .isEqualTo("Job 'j' in state 'running' cannot accept command verb '" + verb + "'");
        }
        assertThat(talk.refusal("job-resume", J)).isEqualTo("Can't resume a job that was not paused");
        talk.run("job-cancel", J);
        talk.until("concluded");
        for (String verb : List.of("complete", "finalize", "pause", "cancel")) {
            assertThat(talk.refusal("job-" + verb, J))
                    .isEqualTo("Job 'j' in state 'concluded' cannot accept command verb '" + verb + "'");
        }
        assertThat(talk.refusal("block-job-cancel", DEVICE))
                .endsWith("'concluded' cannot accept command verb 'cancel'");
        assertThat(talk.refusal("block-job-set-speed", DEVICE + ",'speed':1"))
                .endsWith("'concluded' cannot accept command verb 'set-speed'");
        assertThat(talk.refusal("job-resume", J)).isEqualTo("Can't resume a job that was not paused");
    }

    @Test
    void bothNamesOfTheCommandPauseAndResumeAJob() throws Exception {
        backup(SLOW);
        talk.heard();
        talk.run("job-pause", J);
        assertThat(talk.until("paused")).containsExactly("paused");
        assertThat(talk.refusal("job-pause", J)).isEqualTo("Job is already paused");
        assertThat(talk.refusal("block-job-pause", DEVICE)).isEqualTo("Job is already paused");
        assertThat(blockJob().path("paused").asBoolean()).isTrue();
        talk.run("block-job-resume", DEVICE);
        assertThat(talk.until("running")).containsExactly("running");
        assertThat(blockJob().path("paused").asBoolean()).isFalse();
        talk.run("block-job-pause", DEVICE);
        assertThat(talk.until("paused")).containsExactly("paused");
        talk.run("block-job-set-speed", DEVICE + ",'speed':0");
        assertThat(blockJob().path("speed").asInt()).isZero();
        assertThat(talk.heard()).isEmpty();
        talk.run("job-resume", J);
        assertThat(talk.until("null"))
                .containsExactly("running", "waiting", "pending", "BLOCK_JOB_COMPLETED", "concluded", "null");
    }

    @Test
    void aPausedMirrorIsInStandbyAndCompletesAfterResume() throws Exception {
        readyMirror("");
        talk.run("job-pause", J);
        assertThat(talk.until("standby")).containsExactly("standby");
        assertThat(blockJob().path("ready").asBoolean()).isTrue();
        assertThat(talk.refusal("block-job-cancel", DEVICE))
                .isEqualTo("The block job for device 'j' is currently paused");
        talk.run("job-complete", J);
        assertThat(job().path("status").asString()).isEqualTo("standby");
        talk.run("job-resume", J);
        assertThat(talk.until("null"))
                .containsExactly("ready", "waiting", "pending", "BLOCK_JOB_COMPLETED", "concluded", "null");
    }

    @Test
    void theErrorOfACancelledJobSaysSo() throws Exception {
        backup(SLOW + KEPT);
        talk.heard();
        talk.run("job-cancel", J);
        assertThat(talk.until("concluded")).containsExactly("aborting", "BLOCK_JOB_CANCELLED", "concluded");
        assertThat(job().path("error").asString()).isEqualTo("Operation canceled");
        assertThat(blockJob().path("error").asString()).isEqualTo("Operation canceled");
    }

    @Test
    void aPausedJobIsCancelledByForce() throws Exception {
        backup(SLOW);
        talk.run("job-pause", J);
        talk.until("paused");
        talk.heard();
        assertThat(talk.refusal("block-job-cancel", DEVICE))
                .isEqualTo("The block job for device 'j' is currently paused");
        talk.run("block-job-cancel", DEVICE + ",'force':true");
        List<String> heard = talk.until("null");
        assertThat(heard.subList(heard.indexOf("aborting") - 1, heard.size()))
                .containsExactly("running", "aborting", "BLOCK_JOB_CANCELLED", "concluded", "null");
    }

    @Test
    void aReadyMirrorThatIsCancelledWithoutForceCompletes() throws Exception {
        readyMirror(KEPT);
        talk.run("block-job-cancel", DEVICE);
        assertThat(talk.until("concluded")).containsExactly("waiting", "pending", "BLOCK_JOB_COMPLETED", "concluded");
        assertThat(job().has("error")).isFalse();
    }

    @Test
    void aReadyMirrorIsCancelledByForceAndByJobCancel() throws Exception {
        readyMirror("");
        talk.run("block-job-cancel", DEVICE + ",'force':true");
        assertThat(talk.until("null")).containsExactly("aborting", "BLOCK_JOB_CANCELLED", "concluded", "null");
        readyMirror("");
        talk.run("job-cancel", J);
        assertThat(talk.until("null")).containsExactly("aborting", "BLOCK_JOB_CANCELLED", "concluded", "null");
    }

    @Test
    void aMirrorThatIsNotReadyIsCancelledWithoutForce() throws Exception {
        mirror(SLOW);
        talk.run("block-job-cancel", DEVICE);
        assertThat(talk.until("null"))
                .containsExactly("created", "running", "aborting", "BLOCK_JOB_CANCELLED", "concluded", "null");
    }

    @Test
    void aPendingJobIsCancelled() throws Exception {
        backup(",'auto-finalize':false");
        talk.until("BLOCK_JOB_PENDING");
        assertThat(talk.refusal("job-pause", J))
                .isEqualTo("Job 'j' in state 'pending' cannot accept command verb 'pause'");
        talk.run("job-cancel", J);
        assertThat(talk.until("null")).containsExactly("aborting", "BLOCK_JOB_CANCELLED", "concluded", "null");
    }

    @Test
    void aTargetOfAnotherSizeIsRejectedOrTheJobFails() throws Exception {
        talk.run("blockdev-add", "'driver':'null-co','size':" + MEBIBYTE + ",'node-name':'small'");
        String copy = copy("").replace("'to'", "'small'");
        assertThat(talk.refusal("blockdev-backup", copy)).isEqualTo("Source and target image have different sizes");
        assertThat(talk.heard()).isEmpty();
        talk.run("blockdev-mirror", copy + KEPT);
        assertThat(talk.data("BLOCK_JOB_COMPLETED").path("error").asString())
                .isEqualTo("Source and target image have different sizes");
        assertThat(talk.until("concluded")).containsExactly("concluded");
        assertThat(job().path("error").asString()).isEqualTo("Source and target image have different sizes");
    }

    @Test
    void aNegativeSpeedIsRejectedAfterTheJobWasCreated() throws Exception {
        for (String command : List.of("blockdev-backup", "blockdev-mirror")) {
            assertThat(talk.refusal(command, copy(",'speed':-1")))
                    .isEqualTo("Parameter 'speed' expects a non-negative value");
            assertThat(talk.heard()).containsExactly("created", "null");
        }
        requireGone();
    }

    @Test
    void anInvalidNewJobIsRejected() throws Exception {
        backup(SLOW);
        talk.run("blockdev-add", SIZE + "'other'");
        talk.run("blockdev-add", SIZE + "'third'");
        assertThat(talk.refusal("blockdev-backup", copy("")))
                .isEqualTo("Node 'to' is busy: block device is in use by block job: backup");
        String free = copy("").replace("'from'", "'other'").replace("'to'", "'third'");
        assertThat(talk.refusal("blockdev-backup", free)).isEqualTo("Job ID 'j' already in use");
        assertThat(talk.refusal("blockdev-backup", free.replace("'j'", "'a b'")))
                .isEqualTo("Invalid job ID 'a b'");
        assertThat(talk.refusal("blockdev-backup", free.replace("'job-id':'j',", "")))
                .isEqualTo("Invalid job ID ''");
        assertThat(talk.refusal("blockdev-mirror", copy("").replace("'to'", "'third'")))
                .isEqualTo("Need a root block node");
        assertThat(talk.refusal("blockdev-mirror", free.replace("'third'", "'other'")))
                .isEqualTo("Can't mirror node into itself");
        assertThat(talk.refusal("blockdev-backup", free.replace("'third'", "'other'")))
                .isEqualTo("Source and target cannot be the same");
        for (String missing : List.of("'other'", "'third'")) {
            assertThat(talk.refusal("blockdev-backup", free.replace(missing, "'none'")))
                    .isEqualTo("Cannot find device='none' nor node-name='none'");
            assertThat(talk.refusal("blockdev-mirror", free.replace(missing, "'none'")))
                    .isEqualTo("Cannot find device='none' nor node-name='none'");
        }
    }

    @Test
    void aMissingJobIsRejectedWithOneOfTwoErrorClasses() throws Exception {
        JsonNode ofAll = talk.reply("job-pause", J).path("error");
        assertThat(ofAll.path("class").asString()).isEqualTo("GenericError");
        assertThat(ofAll.path("desc").asString()).isEqualTo("Job not found");
        JsonNode ofBlocks = talk.reply("block-job-pause", DEVICE).path("error");
        assertThat(ofBlocks.path("class").asString()).isEqualTo("DeviceNotActive");
        assertThat(ofBlocks.path("desc").asString()).isEqualTo("Block job 'j' not found");
    }

    @Test
    void theNodesOfAJobAreInUseUntilItIsConcluded() throws Exception {
        backup(SLOW + KEPT);
        talk.refusal("blockdev-del", "'node-name':'from'");
        talk.refusal("blockdev-del", "'node-name':'to'");
        talk.refusal("block_resize", "'node-name':'to','size':4096");
        talk.run("job-cancel", J);
        talk.until("concluded");
        talk.run("blockdev-del", "'node-name':'from'");
        talk.run("blockdev-del", "'node-name':'to'");
    }

    @Test
    void stoppingTheMachinePausesAJobForAMoment() throws Exception {
        mirror(SLOW);
        talk.heard();
        talk.run("stop", "");
        assertThat(talk.heard()).startsWith("STOP", "paused", "running");
        talk.run("cont", "");
        assertThat(talk.until("RESUME")).contains("RESUME");
    }

    @Test
    void allJobsEndBeforeQemuExits() throws Exception {
        readyMirror(KEPT);
        talk.run("quit", "");
        List<String> heard = talk.heard();
        assertThat(heard).startsWith("SHUTDOWN");
        assertThat(heard.subList(heard.indexOf("aborting"), heard.size()))
                .containsExactly("aborting", "BLOCK_JOB_CANCELLED", "concluded", "null");
    }

    @Test
    void aJobThatCreatesAnImageIsNotABlockJobAndIsKept() throws Exception {
        String options = "'job-id':'j','options':{'driver':'file','filename':'" + qemu.path("new") + "','size':4096}";
        talk.run("blockdev-create", options);
        assertThat(talk.until("concluded")).containsExactly("created", "running", "waiting", "pending", "concluded");
        assertThat(job().path("type").asString()).isEqualTo("create");
        assertThat(job().path("current-progress").asInt()).isEqualTo(1);
        assertThat(job().path("total-progress").asInt()).isEqualTo(1);
        assertThat(talk.run("query-block-jobs", "")).isEmpty();
        assertThat(talk.refusal("block-job-dismiss", J)).isEqualTo("Block job 'j' not found");
        talk.run("job-dismiss", J);
        talk.run("blockdev-create", "'job-id':'j','options':{'driver':'qcow2','file':'none','size':4096}");
        assertThat(talk.until("concluded")).endsWith("running", "aborting", "concluded");
        assertThat(job().path("error").asString()).isEqualTo("Cannot find device='none' nor node-name='none'");
        assertThat(talk.refusal("blockdev-create", "'job-id':'k','options':{'driver':'null-co'}"))
                .isEqualTo("Driver does not support blockdev-create");
    }

    private void writeFails(String policy, String error, int errno) throws Exception {
        talk.run(
                "blockdev-add",
                "'driver':'blkdebug','node-name':'bad','image':{'driver':'null-co','size':67108864},"
                        + "'inject-error':[{'event':'none','iotype':'write','errno':" + errno + "}]");
        talk.run(
                "blockdev-backup",
                copy(SLOW + KEPT + ",'on-target-error':'" + policy + "'").replace("'to'", "'bad'"));
        failWriting(qemu, "j", error);
    }

    @Test
    void aJobFailsWithTheErrorOfTheOperatingSystem() throws Exception {
        writeFails("report", "No space left on device", 28);
        JsonNode ioError = talk.data("BLOCK_JOB_ERROR");
        assertThat(ioError.path("operation").asString()).isEqualTo("write");
        assertThat(ioError.path("action").asString()).isEqualTo("report");
        assertThat(ioError.path("device").asString()).isEqualTo("j");
        JsonNode completed = talk.data("BLOCK_JOB_COMPLETED");
        assertThat(completed.path("error").asString()).isEqualTo("No space left on device");
        assertThat(completed.path("offset").asInt()).isZero();
        assertThat(completed.path("len").asInt()).isEqualTo(67108864);
        assertThat(talk.until("concluded")).containsExactly("concluded");
        assertThat(job().path("error").asString()).isEqualTo("No space left on device");
    }

    @Test
    void withOnErrorStopAJobIsPausedAtAnError() throws Exception {
        writeFails("stop", "Input/output error", 5);
        assertThat(talk.data("BLOCK_JOB_ERROR").path("action").asString()).isEqualTo("stop");
        assertThat(talk.until("paused")).containsExactly("paused");
        assertThat(blockJob().path("io-status").asString()).isEqualTo("failed");
        assertThat(blockJob().path("paused").asBoolean()).isTrue();
        assertThat(job().has("error")).isFalse();
        talk.run("job-cancel", J);
        assertThat(talk.until("concluded")).containsExactly("running", "aborting", "BLOCK_JOB_CANCELLED", "concluded");
    }

    @Test
    void withOnErrorEnospcAJobIsPausedOnlyWithoutSpace() throws Exception {
        writeFails("enospc", "No space left on device", 28);
        assertThat(talk.data("BLOCK_JOB_ERROR").path("action").asString()).isEqualTo("stop");
        assertThat(talk.until("paused")).containsExactly("paused");
        assertThat(blockJob().path("io-status").asString()).isEqualTo("nospace");
    }
}
