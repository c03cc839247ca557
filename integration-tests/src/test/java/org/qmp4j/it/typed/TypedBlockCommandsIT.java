package org.qmp4j.it.typed;

import static org.qmp4j.qemu.QemuCommands.blockDirtyBitmapAdd;
import static org.qmp4j.qemu.QemuCommands.blockDirtyBitmapClear;
import static org.qmp4j.qemu.QemuCommands.blockDirtyBitmapDisable;
import static org.qmp4j.qemu.QemuCommands.blockDirtyBitmapEnable;
import static org.qmp4j.qemu.QemuCommands.blockDirtyBitmapMerge;
import static org.qmp4j.qemu.QemuCommands.transaction;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.qemu.QemuCommands;
import org.qmp4j.qemu.command.BlockDirtyBitmapAddCommand;
import org.qmp4j.qemu.command.BlockDirtyBitmapClearCommand;
import org.qmp4j.qemu.command.BlockDirtyBitmapDisableCommand;
import org.qmp4j.qemu.command.BlockDirtyBitmapEnableCommand;
import org.qmp4j.qemu.command.BlockDirtyBitmapMergeCommand;
import org.qmp4j.qemu.command.BlockDirtyBitmapRemoveCommand;
import org.qmp4j.qemu.command.BlockExportAddCommand;
import org.qmp4j.qemu.command.BlockExportDelCommand;
import org.qmp4j.qemu.command.BlockLatencyHistogramSetCommand;
import org.qmp4j.qemu.command.BlockResizeCommand;
import org.qmp4j.qemu.command.BlockSetIoThrottleCommand;
import org.qmp4j.qemu.command.BlockdevAddCommand;
import org.qmp4j.qemu.command.BlockdevCreateCommand;
import org.qmp4j.qemu.command.BlockdevDelCommand;
import org.qmp4j.qemu.command.BlockdevReopenCommand;
import org.qmp4j.qemu.command.DeviceAddCommand;
import org.qmp4j.qemu.command.NbdServerStartCommand;
import org.qmp4j.qemu.command.NbdServerStopCommand;
import org.qmp4j.qemu.command.ObjectAddCommand;
import org.qmp4j.qemu.command.QueryBlockstatsCommand;
import org.qmp4j.qemu.command.QueryNamedBlockNodesCommand;
import org.qmp4j.qemu.command.XDebugBlockDirtyBitmapSha256Command;
import org.qmp4j.qemu.type.BlkdebugEvent;
import org.qmp4j.qemu.type.BlkdebugInjectErrorOptions;
import org.qmp4j.qemu.type.BlockDirtyBitmap;
import org.qmp4j.qemu.type.BlockDirtyBitmapOrStr;
import org.qmp4j.qemu.type.BlockExportOptions;
import org.qmp4j.qemu.type.BlockExportOptionsNbd;
import org.qmp4j.qemu.type.BlockExportRemoveMode;
import org.qmp4j.qemu.type.BlockdevCacheOptions;
import org.qmp4j.qemu.type.BlockdevCreateOptions;
import org.qmp4j.qemu.type.BlockdevCreateOptionsFile;
import org.qmp4j.qemu.type.BlockdevCreateOptionsQcow2;
import org.qmp4j.qemu.type.BlockdevDetectZeroesOptions;
import org.qmp4j.qemu.type.BlockdevDiscardOptions;
import org.qmp4j.qemu.type.BlockdevOptions;
import org.qmp4j.qemu.type.BlockdevOptionsBlkdebug;
import org.qmp4j.qemu.type.BlockdevOptionsCor;
import org.qmp4j.qemu.type.BlockdevOptionsFile;
import org.qmp4j.qemu.type.BlockdevOptionsNull;
import org.qmp4j.qemu.type.BlockdevOptionsQcow2;
import org.qmp4j.qemu.type.BlockdevOptionsRaw;
import org.qmp4j.qemu.type.BlockdevOptionsThrottle;
import org.qmp4j.qemu.type.BlockdevQcow2Version;
import org.qmp4j.qemu.type.BlockdevRef;
import org.qmp4j.qemu.type.BlockdevRefOrNull;
import org.qmp4j.qemu.type.ObjectOptions;
import org.qmp4j.qemu.type.OnOffAuto;
import org.qmp4j.qemu.type.PreallocMode;
import org.qmp4j.qemu.type.SocketAddressLegacy;
import org.qmp4j.qemu.type.ThrottleGroupProperties;
import org.qmp4j.qemu.type.ThrottleLimits;
import org.qmp4j.qemu.type.TransactionAction;
import org.qmp4j.qemu.type.UnixSocketAddress;
import tools.jackson.databind.node.JsonNodeFactory;

/** Generated commands about disks, each the JSON that it must be, on a QEMU that accepts them. */
@Tag("newest-jdk")
@ExtendWith(NoLeaks.class)
class TypedBlockCommandsIT {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String DISK = "/machine/peripheral/vd0/virtio-backend";

    @Test
    void commandsAboutDisksAreTheJsonThatQemuAccepts() throws Exception {
        try (RealQemu qemu = RealQemu.start("-machine", "pc", "-accel", "tcg", "-S");
                TypedConversation qmp = new TypedConversation("TypedBlockCommandsIT", qemu)) {
            createImage(qmp);
            addNodes(qmp);
            limit(qmp);
            useBitmaps(qmp);
            export(qmp);
            DiskJobs.run(qmp);
            DiskJobs.takeSnapshots(qmp);
            qmp.assertAccepted(45);
        }
    }

    private static void createImage(TypedConversation qmp) throws Exception {
        qmp.accepts(
                BlockdevCreateCommand.of(
                        "create0",
                        BlockdevCreateOptions.builder()
                                .file(BlockdevCreateOptionsFile.builder(qmp.file("disk"), 0)
                                        .preallocation(PreallocMode.OFF)
                                        .build())),
                "{'execute':'blockdev-create','arguments':{'job-id':'create0','options':"
                        + "{'driver':'file','filename':'{}/disk','size':0,'preallocation':'off'}}}");
        qmp.dismiss("create0");
        qmp.accepts(
                BlockdevAddCommand.of(
                        BlockdevOptions.builder().nodeName("file0").file(BlockdevOptionsFile.of(qmp.file("disk")))),
                "{'execute':'blockdev-add','arguments':{'driver':'file','node-name':'file0','filename':'{}/disk'}}");
        qmp.accepts(
                BlockdevCreateCommand.of(
                        "create1",
                        BlockdevCreateOptions.builder()
                                .qcow2(BlockdevCreateOptionsQcow2.builder(BlockdevRef.of("file0"), 8 << 20)
                                        .version(BlockdevQcow2Version.V3)
                                        .clusterSize(65536)
                                        .refcountBits(16)
                                        .lazyRefcounts(false)
                                        .build())),
                "{'execute':'blockdev-create','arguments':{'job-id':'create1','options':{'driver':'qcow2','file':'file0',"
                        + "'size':8388608,'version':'v3','cluster-size':65536,'refcount-bits':16,'lazy-refcounts':false}}}");
        qmp.dismiss("create1");
        qmp.accepts(BlockdevDelCommand.of("file0"), "{'execute':'blockdev-del','arguments':{'node-name':'file0'}}");
    }

    private static void addNodes(TypedConversation qmp) {
        BlockdevOptions file = BlockdevOptions.builder()
                .nodeName("file0")
                .file(BlockdevOptionsFile.builder(qmp.file("disk"))
                        .locking(OnOffAuto.AUTO)
                        .build());
        qmp.accepts(
                BlockdevAddCommand.of(BlockdevOptions.builder()
                        .nodeName("disk0")
                        .cache(BlockdevCacheOptions.builder().noFlush(true).build())
                        .discard(BlockdevDiscardOptions.UNMAP)
                        .detectZeroes(BlockdevDetectZeroesOptions.UNMAP)
                        .qcow2(BlockdevOptionsQcow2.builder(BlockdevRef.of(file))
                                .backing(BlockdevRefOrNull.ofNull())
                                .lazyRefcounts(true)
                                .build())),
                "{'execute':'blockdev-add','arguments':{'driver':'qcow2','node-name':'disk0','cache':{'no-flush':true},"
                        + "'discard':'unmap','detect-zeroes':'unmap','lazy-refcounts':true,'backing':null,"
                        + "'file':{'driver':'file','node-name':'file0','filename':'{}/disk','locking':'auto'}}}");
        addNull(qmp, "null0", 8 << 20);
        addNull(qmp, "null1", 8 << 20);
        addNull(qmp, "null2", 1 << 20);
        addNull(qmp, "null3", 1 << 20);
        qmp.accepts(
                BlockdevAddCommand.of(BlockdevOptions.builder()
                        .nodeName("raw0")
                        .readOnly(true)
                        .raw(BlockdevOptionsRaw.builder(BlockdevRef.of("null2"))
                                .offset(4096)
                                .size(65536)
                                .build())),
                "{'execute':'blockdev-add','arguments':{'driver':'raw','node-name':'raw0','read-only':true,"
                        + "'file':'null2','offset':4096,'size':65536}}");
        qmp.accepts(
                BlockdevAddCommand.of(BlockdevOptions.builder()
                        .nodeName("cor0")
                        .copyOnRead(BlockdevOptionsCor.of(BlockdevRef.of("null2")))),
                "{'execute':'blockdev-add','arguments':{'driver':'copy-on-read','node-name':'cor0','file':'null2'}}");
        qmp.accepts(
                BlockdevAddCommand.of(BlockdevOptions.builder()
                        .nodeName("debug0")
                        .blkdebug(BlockdevOptionsBlkdebug.builder(BlockdevRef.of("null3"))
                                .align(512)
                                .injectError(List.of(BlkdebugInjectErrorOptions.builder(BlkdebugEvent.FLUSH_TO_DISK)
                                        .errno(5)
                                        .once(true)
                                        .build()))
                                .build())),
                "{'execute':'blockdev-add','arguments':{'driver':'blkdebug','node-name':'debug0','image':'null3',"
                        + "'align':512,'inject-error':[{'event':'flush_to_disk','errno':5,'once':true}]}}");
        qmp.accepts(BlockdevDelCommand.of("debug0"), "{'execute':'blockdev-del','arguments':{'node-name':'debug0'}}");
        qmp.accepts(
                QueryNamedBlockNodesCommand.builder().flat(true).build(),
                "{'execute':'query-named-block-nodes','arguments':{'flat':true}}");
    }

    private static void addNull(TypedConversation qmp, String node, long size) {
        qmp.accepts(
                BlockdevAddCommand.of(BlockdevOptions.builder()
                        .nodeName(node)
                        .nullCo(BlockdevOptionsNull.builder()
                                .size(size)
                                .latencyNs(0)
                                .readZeroes(true)
                                .build())),
                "{'execute':'blockdev-add','arguments':{'driver':'null-co','node-name':'" + node + "','size':" + size
                        + ",'latency-ns':0,'read-zeroes':true}}");
    }

    private static void limit(TypedConversation qmp) {
        qmp.accepts(
                ObjectAddCommand.of(ObjectOptions.builder("tg0")
                        .throttleGroup(ThrottleGroupProperties.builder()
                                .limits(ThrottleLimits.builder()
                                        .iopsTotal(100)
                                        .bpsRead(1 << 20)
                                        .build())
                                .build())),
                "{'execute':'object-add','arguments':{'qom-type':'throttle-group','id':'tg0',"
                        + "'limits':{'iops-total':100,'bps-read':1048576}}}");
        BlockdevOptions.Throttle throttle = throttled(false);
        qmp.accepts(
                BlockdevAddCommand.of(throttle),
                "{'execute':'blockdev-add','arguments':{'driver':'throttle','node-name':'thr0','read-only':false,"
                        + "'throttle-group':'tg0','file':'null3'}}");
        qmp.accepts(
                BlockdevReopenCommand.of(List.of(throttled(true))),
                "{'execute':'blockdev-reopen','arguments':{'options':[{'driver':'throttle','node-name':'thr0',"
                        + "'read-only':true,'throttle-group':'tg0','file':'null3'}]}}");
        qmp.accepts(
                DeviceAddCommand.builder("virtio-blk-pci")
                        .id("vd0")
                        .with("drive", JSON.stringNode("disk0"))
                        .with("share-rw", JSON.booleanNode(true))
                        .with("queue-size", JSON.numberNode(128))
                        .build(),
                "{'execute':'device_add','arguments':{'driver':'virtio-blk-pci','id':'vd0','drive':'disk0',"
                        + "'share-rw':true,'queue-size':128}}");
        qmp.accepts(
                BlockLatencyHistogramSetCommand.builder(DISK)
                        .boundaries(List.of(BigInteger.TEN, new BigInteger("18446744073709551615")))
                        .boundariesWrite(List.of(BigInteger.ONE))
                        .build(),
                "{'execute':'block-latency-histogram-set','arguments':{'id':'" + DISK + "',"
                        + "'boundaries':[10,18446744073709551615],'boundaries-write':[1]}}");
        qmp.accepts(
                BlockSetIoThrottleCommand.builder(0, 0, 0, 1000, 0, 0)
                        .id(DISK)
                        .iopsMax(2000)
                        .iopsMaxLength(3)
                        .build(),
                "{'execute':'block_set_io_throttle','arguments':{'id':'" + DISK
                        + "','bps':0,'bps_rd':0,'bps_wr':0,'iops':1000,"
                        + "'iops_rd':0,'iops_wr':0,'iops_max':2000,'iops_max_length':3}}");
        qmp.accepts(
                QemuCommands.blockSetWriteThreshold("null1", new BigInteger("18446744073709551615")),
                "{'execute':'block-set-write-threshold','arguments':{'node-name':'null1',"
                        + "'write-threshold':18446744073709551615}}");
        qmp.accepts(
                QueryBlockstatsCommand.builder().queryNodes(true).build(),
                "{'execute':'query-blockstats','arguments':{'query-nodes':true}}");
        qmp.accepts(
                BlockResizeCommand.builder(9 << 20).nodeName("disk0").build(),
                "{'execute':'block_resize','arguments':{'node-name':'disk0','size':9437184}}");
        qmp.accepts(
                BlockResizeCommand.builder(8 << 20).nodeName("disk0").build(),
                "{'execute':'block_resize','arguments':{'node-name':'disk0','size':8388608}}");
    }

    private static BlockdevOptions.Throttle throttled(boolean readOnly) {
        return BlockdevOptions.builder()
                .nodeName("thr0")
                .readOnly(readOnly)
                .throttle(BlockdevOptionsThrottle.of("tg0", BlockdevRef.of("null3")));
    }

    private static void useBitmaps(TypedConversation qmp) {
        qmp.accepts(
                BlockDirtyBitmapAddCommand.builder("disk0", "map0")
                        .granularity(65536)
                        .persistent(true)
                        .build(),
                "{'execute':'block-dirty-bitmap-add','arguments':{'node':'disk0','name':'map0','granularity':65536,"
                        + "'persistent':true}}");
        qmp.accepts(
                BlockDirtyBitmapAddCommand.builder("disk0", "map1")
                        .disabled(true)
                        .build(),
                "{'execute':'block-dirty-bitmap-add','arguments':{'node':'disk0','name':'map1','disabled':true}}");
        qmp.accepts(BlockDirtyBitmapEnableCommand.of("disk0", "map1"), bitmap("enable", "map1"));
        qmp.accepts(BlockDirtyBitmapDisableCommand.of("disk0", "map1"), bitmap("disable", "map1"));
        qmp.accepts(BlockDirtyBitmapClearCommand.of("disk0", "map0"), bitmap("clear", "map0"));
        qmp.accepts(
                BlockDirtyBitmapMergeCommand.of(
                        "disk0",
                        "map0",
                        List.of(
                                BlockDirtyBitmapOrStr.of("map1"),
                                BlockDirtyBitmapOrStr.of(BlockDirtyBitmap.of("disk0", "map1")))),
                "{'execute':'block-dirty-bitmap-merge','arguments':{'node':'disk0','target':'map0',"
                        + "'bitmaps':['map1',{'node':'disk0','name':'map1'}]}}");
        qmp.accepts(
                XDebugBlockDirtyBitmapSha256Command.of("disk0", "map0"),
                "{'execute':'x-debug-block-dirty-bitmap-sha256','arguments':{'node':'disk0','name':'map0'}}");
        transact(qmp);
        qmp.accepts(BlockDirtyBitmapRemoveCommand.of("disk0", "map2"), bitmap("remove", "map2"));
    }

    private static String bitmap(String verb, String name) {
        return "{'execute':'block-dirty-bitmap-" + verb + "','arguments':{'node':'disk0','name':'" + name + "'}}";
    }

    private static void transact(TypedConversation qmp) {
        TransactionAction add =
                TransactionAction.of(blockDirtyBitmapAdd("disk0", "map2", bitmap -> bitmap.granularity(65536)));
        qmp.accepts(
                transaction(List.of(
                        add,
                        TransactionAction.of(blockDirtyBitmapEnable("disk0", "map1")),
                        TransactionAction.of(blockDirtyBitmapClear("disk0", "map1")),
                        TransactionAction.of(blockDirtyBitmapDisable("disk0", "map1")),
                        TransactionAction.of(
                                blockDirtyBitmapMerge("disk0", "map2", List.of(BlockDirtyBitmapOrStr.of("map0")))),
                        TransactionAction.builder().blockDirtyBitmapClear(BlockDirtyBitmap.of("disk0", "map2")))),
                "{'execute':'transaction','arguments':{'actions':["
                        + "{'type':'block-dirty-bitmap-add','data':{'node':'disk0','name':'map2','granularity':65536}},"
                        + "{'type':'block-dirty-bitmap-enable','data':{'node':'disk0','name':'map1'}},"
                        + "{'type':'block-dirty-bitmap-clear','data':{'node':'disk0','name':'map1'}},"
                        + "{'type':'block-dirty-bitmap-disable','data':{'node':'disk0','name':'map1'}},"
                        + "{'type':'block-dirty-bitmap-merge','data':{'node':'disk0','target':'map2','bitmaps':['map0']}},"
                        + "{'type':'block-dirty-bitmap-clear','data':{'node':'disk0','name':'map2'}}]}}");
    }

    private static void export(TypedConversation qmp) {
        qmp.accepts(
                NbdServerStartCommand.builder(SocketAddressLegacy.builder().unix(UnixSocketAddress.of(qmp.file("nbd"))))
                        .maxConnections(2)
                        .build(),
                "{'execute':'nbd-server-start','arguments':{'addr':{'type':'unix','data':{'path':'{}/nbd'}},"
                        + "'max-connections':2}}");
        qmp.accepts(
                BlockExportAddCommand.of(BlockExportOptions.builder("exp0", "disk0")
                        .writable(false)
                        .nbd(BlockExportOptionsNbd.builder()
                                .name("disk")
                                .description("ä disk")
                                .bitmaps(List.of(BlockDirtyBitmapOrStr.of("map1")))
                                .allocationDepth(true)
                                .build())),
                "{'execute':'block-export-add','arguments':{'type':'nbd','id':'exp0','node-name':'disk0',"
                        + "'writable':false,'name':'disk','description':'ä disk','bitmaps':['map1'],"
                        + "'allocation-depth':true}}");
        qmp.accepts(
                BlockExportDelCommand.builder("exp0")
                        .mode(BlockExportRemoveMode.HARD)
                        .build(),
                "{'execute':'block-export-del','arguments':{'id':'exp0','mode':'hard'}}");
        qmp.accepts(NbdServerStopCommand.of(), "{'execute':'nbd-server-stop'}");
    }
}
