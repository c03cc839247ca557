package org.qmp4j.junit.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.qmp4j.client.QmpClient;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.error.MachineException;
import org.qmp4j.qemu.command.BlockdevAddCommand;
import org.qmp4j.qemu.command.BlockdevCreateCommand;
import org.qmp4j.qemu.command.QueryBlockCommand;
import org.qmp4j.qemu.command.SnapshotLoadCommand;
import org.qmp4j.qemu.command.SnapshotSaveCommand;
import org.qmp4j.qemu.type.BlockDeviceInfo;
import org.qmp4j.qemu.type.BlockInfo;
import org.qmp4j.qemu.type.BlockdevCreateOptions;
import org.qmp4j.qemu.type.BlockdevCreateOptionsFile;
import org.qmp4j.qemu.type.BlockdevCreateOptionsQcow2;
import org.qmp4j.qemu.type.BlockdevOptions;
import org.qmp4j.qemu.type.BlockdevOptionsFile;
import org.qmp4j.qemu.type.BlockdevOptionsQcow2;
import org.qmp4j.qemu.type.BlockdevRef;

/**
 * The state of a machine, saved once and restored many times: memory and devices in an image of their own, disks in internal
 * snapshots.
 */
final class SavedState {
    private static final String NODE = "qmp4j-state";
    private static final String FILE_NODE = "qmp4j-state-file";
    private static final String JOB = "qmp4j-state";
    private static final String TAG = "qmp4j";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    // The saved memory is appended to the image; the disk in it is not used.
    private static final long DISK_BYTES = 1024 * 1024;

    private final QmpClient client;
    private final List<String> nodes;

    private SavedState(QmpClient client, List<String> nodes) {
        this.client = client;
        this.nodes = nodes;
    }

    /**
     * Saves the state that the machine has now.
     *
     * @throws MachineException if the state cannot be saved, with the reason
     */
    static SavedState of(Machine machine) {
        QmpClient client = machine.client();
        List<String> disks = client.execute(QueryBlockCommand.of()).stream()
                .flatMap(block -> writable(block).stream())
                .toList();
        addImage(client, machine.folder().resolve("state.qcow2"));
        SavedState state = new SavedState(
                client, Stream.concat(Stream.of(NODE), disks.stream()).toList());
        Job.run(client, JOB, SnapshotSaveCommand.of(JOB, TAG, NODE, state.nodes), PATIENCE);
        return state;
    }

    /** Restores the state. The machine runs afterwards if it ran before. */
    void load() {
        Job.run(client, JOB, SnapshotLoadCommand.of(JOB, TAG, NODE, nodes), PATIENCE);
    }

    /** The node of a disk that the guest may write to. */
    private static java.util.Optional<String> writable(BlockInfo block) {
        return block.inserted().filter(disk -> !disk.ro()).map(disk -> {
            if (!disk.drv().equals("qcow2")) {
                throw new MachineException(
                        "the disk '" + nameOf(disk, block) + "' is " + disk.drv()
                                + ", of which no state can be saved; use an overlay, make it read-only, or let the tests"
                                + " start from BOOT or LAST_TEST",
                        null);
            }
            return nodeOf(disk, block);
        });
    }

    /** The name that people gave it: the node of a -drive has a generated name. */
    private static String nameOf(BlockDeviceInfo disk, BlockInfo block) {
        return block.device().isEmpty() ? disk.nodeName().orElse("") : block.device();
    }

    private static String nodeOf(BlockDeviceInfo disk, BlockInfo block) {
        return disk.nodeName()
                .orElseThrow(() -> new MachineException("the disk '" + block.device() + "' has no node name", null));
    }

    private static void addImage(QmpClient client, Path file) {
        String path = file.toString();
        create(client, BlockdevCreateOptions.builder().file(BlockdevCreateOptionsFile.of(path, 0)));
        client.execute(BlockdevAddCommand.of(
                BlockdevOptions.builder().nodeName(FILE_NODE).file(BlockdevOptionsFile.of(path))));
        BlockdevRef inFile = BlockdevRef.of(FILE_NODE);
        create(client, BlockdevCreateOptions.builder().qcow2(BlockdevCreateOptionsQcow2.of(inFile, DISK_BYTES)));
        client.execute(
                BlockdevAddCommand.of(BlockdevOptions.builder().nodeName(NODE).qcow2(BlockdevOptionsQcow2.of(inFile))));
    }

    private static void create(QmpClient client, BlockdevCreateOptions image) {
        Job.run(client, JOB, BlockdevCreateCommand.of(JOB, image), PATIENCE);
    }
}
