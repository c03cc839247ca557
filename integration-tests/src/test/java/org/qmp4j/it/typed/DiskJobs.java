package org.qmp4j.it.typed;

import java.util.List;
import org.qmp4j.qemu.command.BlockJobChangeCommand;
import org.qmp4j.qemu.command.BlockJobSetSpeedCommand;
import org.qmp4j.qemu.command.BlockStreamCommand;
import org.qmp4j.qemu.command.BlockdevAddCommand;
import org.qmp4j.qemu.command.BlockdevBackupCommand;
import org.qmp4j.qemu.command.BlockdevCreateCommand;
import org.qmp4j.qemu.command.BlockdevMirrorCommand;
import org.qmp4j.qemu.command.BlockdevSnapshotCommand;
import org.qmp4j.qemu.command.BlockdevSnapshotDeleteInternalSyncCommand;
import org.qmp4j.qemu.command.BlockdevSnapshotInternalSyncCommand;
import org.qmp4j.qemu.command.ChangeBackingFileCommand;
import org.qmp4j.qemu.command.JobCancelCommand;
import org.qmp4j.qemu.command.JobDismissCommand;
import org.qmp4j.qemu.command.JobPauseCommand;
import org.qmp4j.qemu.command.JobResumeCommand;
import org.qmp4j.qemu.command.SnapshotSaveCommand;
import org.qmp4j.qemu.type.BackupPerf;
import org.qmp4j.qemu.type.BlockJobChangeOptions;
import org.qmp4j.qemu.type.BlockJobChangeOptionsMirror;
import org.qmp4j.qemu.type.BlockdevCreateOptions;
import org.qmp4j.qemu.type.BlockdevCreateOptionsFile;
import org.qmp4j.qemu.type.BlockdevCreateOptionsQcow2;
import org.qmp4j.qemu.type.BlockdevOnError;
import org.qmp4j.qemu.type.BlockdevOptions;
import org.qmp4j.qemu.type.BlockdevOptionsFile;
import org.qmp4j.qemu.type.BlockdevOptionsQcow2;
import org.qmp4j.qemu.type.BlockdevRef;
import org.qmp4j.qemu.type.BlockdevRefOrNull;
import org.qmp4j.qemu.type.JobStatus;
import org.qmp4j.qemu.type.MirrorCopyMode;
import org.qmp4j.qemu.type.MirrorSyncMode;

/** Jobs and snapshots, on the disk that {@link TypedBlockCommandsIT} has made. */
final class DiskJobs {
    private DiskJobs() {}

    static void run(TypedConversation qmp) throws Exception {
        qmp.accepts(
                BlockdevMirrorCommand.builder("disk0", "null0", MirrorSyncMode.NONE)
                        .jobId("mirror0")
                        .onSourceError(BlockdevOnError.REPORT)
                        .copyMode(MirrorCopyMode.BACKGROUND)
                        .filterNodeName("filter0")
                        .autoDismiss(false)
                        .build(),
                "{'execute':'blockdev-mirror','arguments':{'job-id':'mirror0','device':'disk0','target':'null0',"
                        + "'sync':'none','on-source-error':'report','copy-mode':'background',"
                        + "'filter-node-name':'filter0','auto-dismiss':false}}");
        qmp.awaitJob("mirror0", JobStatus.READY);
        qmp.accepts(
                BlockJobSetSpeedCommand.of("mirror0", 1 << 20),
                "{'execute':'block-job-set-speed','arguments':{'device':'mirror0','speed':1048576}}");
        qmp.accepts(
                BlockJobChangeCommand.of(BlockJobChangeOptions.builder("mirror0")
                        .mirror(BlockJobChangeOptionsMirror.of(MirrorCopyMode.WRITE_BLOCKING))),
                "{'execute':'block-job-change','arguments':{'id':'mirror0','type':'mirror',"
                        + "'copy-mode':'write-blocking'}}");
        qmp.accepts(JobPauseCommand.of("mirror0"), "{'execute':'job-pause','arguments':{'id':'mirror0'}}");
        qmp.accepts(JobResumeCommand.of("mirror0"), "{'execute':'job-resume','arguments':{'id':'mirror0'}}");
        qmp.accepts(JobCancelCommand.of("mirror0"), "{'execute':'job-cancel','arguments':{'id':'mirror0'}}");
        qmp.awaitJob("mirror0", JobStatus.CONCLUDED);
        qmp.accepts(JobDismissCommand.of("mirror0"), "{'execute':'job-dismiss','arguments':{'id':'mirror0'}}");
        qmp.accepts(
                BlockdevBackupCommand.builder("disk0", MirrorSyncMode.FULL, "null1")
                        .jobId("backup0")
                        .autoDismiss(false)
                        .xPerf(BackupPerf.builder()
                                .maxWorkers(4)
                                .useCopyRange(false)
                                .build())
                        .build(),
                "{'execute':'blockdev-backup','arguments':{'job-id':'backup0','device':'disk0','target':'null1',"
                        + "'sync':'full','auto-dismiss':false,'x-perf':{'max-workers':4,'use-copy-range':false}}}");
        qmp.dismiss("backup0");
    }

    static void takeSnapshots(TypedConversation qmp) throws Exception {
        qmp.accepts(
                BlockdevSnapshotInternalSyncCommand.of("disk0", "snap0"),
                "{'execute':'blockdev-snapshot-internal-sync','arguments':{'device':'disk0','name':'snap0'}}");
        qmp.accepts(
                BlockdevSnapshotDeleteInternalSyncCommand.builder("disk0")
                        .name("snap0")
                        .build(),
                "{'execute':'blockdev-snapshot-delete-internal-sync','arguments':{'device':'disk0','name':'snap0'}}");
        qmp.accepts(
                SnapshotSaveCommand.of("save0", "saved", "disk0", List.of("disk0")),
                "{'execute':'snapshot-save','arguments':{'job-id':'save0','tag':'saved','vmstate':'disk0',"
                        + "'devices':['disk0']}}");
        qmp.dismiss("save0");
        BlockdevOptions overlay = BlockdevOptions.builder()
                .nodeName("over0")
                .qcow2(BlockdevOptionsQcow2.builder(BlockdevRef.of("file1"))
                        .backing(BlockdevRefOrNull.ofNull())
                        .build());
        createOverlay(qmp);
        qmp.accepts(
                BlockdevAddCommand.of(overlay),
                "{'execute':'blockdev-add','arguments':{'driver':'qcow2','node-name':'over0','file':'file1',"
                        + "'backing':null}}");
        qmp.accepts(
                BlockdevSnapshotCommand.of("disk0", "over0"),
                "{'execute':'blockdev-snapshot','arguments':{'node':'disk0','overlay':'over0'}}");
        qmp.accepts(
                ChangeBackingFileCommand.of("over0", "over0", qmp.file("disk")),
                "{'execute':'change-backing-file','arguments':{'device':'over0','image-node-name':'over0',"
                        + "'backing-file':'{}/disk'}}");
        qmp.accepts(
                BlockStreamCommand.builder("over0")
                        .jobId("stream0")
                        .autoDismiss(false)
                        .onError(BlockdevOnError.REPORT)
                        .build(),
                "{'execute':'block-stream','arguments':{'job-id':'stream0','device':'over0','auto-dismiss':false,"
                        + "'on-error':'report'}}");
        qmp.dismiss("stream0");
    }

    private static void createOverlay(TypedConversation qmp) throws Exception {
        qmp.client()
                .execute(BlockdevCreateCommand.of(
                        "create2",
                        BlockdevCreateOptions.builder().file(BlockdevCreateOptionsFile.of(qmp.file("over"), 0))));
        qmp.dismiss("create2");
        qmp.client()
                .execute(BlockdevAddCommand.of(
                        BlockdevOptions.builder().nodeName("file1").file(BlockdevOptionsFile.of(qmp.file("over")))));
        qmp.client()
                .execute(BlockdevCreateCommand.of(
                        "create3",
                        BlockdevCreateOptions.builder()
                                .qcow2(BlockdevCreateOptionsQcow2.of(BlockdevRef.of("file1"), 8 << 20))));
        qmp.dismiss("create3");
    }
}
