package org.qmp4j.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.qmp4j.it.support.QemuUnderTest;

/** Jobs that change a chain of images: {@code top} is backed by {@code middle}, and that by {@code base}. */
abstract class ChainJobsContract extends JobConversation {
    private static final int SIZE_BYTES = 8 << 20;

    ChainJobsContract(QemuUnderTest.Kind kind) {
        super(kind);
    }

    @BeforeEach
    void makeImages() throws Exception {
        image("base", "");
        image("middle", "base");
        image("top", "middle");
        talk.heard();
    }

    private void image(String name, String backing) throws IOException {
        String file = qemu.path(name).toString();
        create("'driver':'file','filename':'" + file + "','size':0");
        talk.run("blockdev-add", "'driver':'file','filename':'" + file + "','node-name':'file-" + name + "'");
        create("'driver':'qcow2','file':'file-" + name + "','size':" + SIZE_BYTES
                + (backing.isEmpty() ? "" : ",'backing-fmt':'qcow2','backing-file':'" + qemu.path(backing) + "'"));
        talk.run(
                "blockdev-add",
                "'driver':'qcow2','node-name':'" + name + "','file':'file-" + name + "'"
                        + (backing.isEmpty() ? "" : ",'backing':'" + backing + "'"));
    }

    private void create(String options) throws IOException {
        talk.run("blockdev-create", "'job-id':'c','options':{" + options + "}");
        talk.until("concluded");
        talk.run("job-dismiss", "'id':'c'");
        talk.until("null");
    }

    @Test
    void aStreamRemovesTheMiddleAndUsesItUntilItIsDismissed() throws Exception {
        talk.run("block-stream", "'job-id':'j','device':'top','base-node':'base','auto-finalize':false");
        assertThat(talk.until("BLOCK_JOB_PENDING"))
                .containsExactly("created", "running", "waiting", "pending", "BLOCK_JOB_PENDING");
        talk.refusal("blockdev-del", "'node-name':'middle'");
        talk.run("job-finalize", J);
        assertThat(talk.until("null")).containsExactly("BLOCK_JOB_COMPLETED", "concluded", "null");
        talk.run("blockdev-del", "'node-name':'middle'");
        talk.refusal("blockdev-del", "'node-name':'base'");
    }

    @Test
    void aCommitOfTheMiddleIsNeverReadyAndUsesItUntilItIsDismissed() throws Exception {
        talk.run(
                "block-commit",
                "'job-id':'j','device':'top','top-node':'middle','base-node':'base','auto-dismiss':false");
        assertThat(talk.until("concluded"))
                .containsExactly("created", "running", "waiting", "pending", "BLOCK_JOB_COMPLETED", "concluded");
        talk.refusal("blockdev-del", "'node-name':'middle'");
        talk.run("job-dismiss", J);
        talk.run("blockdev-del", "'node-name':'middle'");
    }

    @Test
    void aCommitOfTheTopIsReadyUntilItIsCompleted() throws Exception {
        talk.run("block-commit", "'job-id':'j','device':'top','auto-dismiss':false");
        assertThat(talk.until("BLOCK_JOB_READY")).containsExactly("created", "running", "ready", "BLOCK_JOB_READY");
        for (String node : List.of("top", "base")) {
            talk.refusal("blockdev-del", "'node-name':'" + node + "'");
        }
        talk.run("job-complete", J);
        assertThat(talk.until("concluded")).containsExactly("waiting", "pending", "BLOCK_JOB_COMPLETED", "concluded");
        talk.run("blockdev-del", "'node-name':'top'");
    }

    @Test
    void aNodeOutsideTheChainIsRejected() throws Exception {
        talk.run("blockdev-add", "'driver':'null-co','node-name':'other'");
        assertThat(talk.refusal("block-stream", "'job-id':'j','device':'none'"))
                .isEqualTo("Cannot find device='none' nor node-name='none'");
        assertThat(talk.refusal("block-stream", "'job-id':'j','device':'top','base-node':'none'"))
                .isEqualTo("Cannot find device='' nor node-name='none'");
        assertThat(talk.refusal("block-stream", "'job-id':'j','device':'top','base-node':'other'"))
                .isEqualTo("Node 'other' is not a backing image of 'top'");
        assertThat(talk.reply("block-commit", "'job-id':'j','device':'none'")
                        .at("/error/class")
                        .asString())
                .isEqualTo("DeviceNotFound");
        assertThat(talk.refusal("block-commit", "'job-id':'j','device':'top','top-node':'none'"))
                .isEqualTo("Cannot find device='' nor node-name='none'");
        assertThat(talk.refusal("block-commit", "'job-id':'j','device':'middle'"))
                .isEqualTo("Need a root block node");
        assertThat(talk.refusal("block-commit", "'job-id':'j','device':'other'"))
                .isEqualTo("cannot commit an image into itself");
        assertThat(talk.heard()).isEmpty();
    }
}
