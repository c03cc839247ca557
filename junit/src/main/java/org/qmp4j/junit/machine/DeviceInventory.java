package org.qmp4j.junit.machine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.qmp4j.client.BlockNodes;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.qemu.command.QomListCommand;
import org.qmp4j.qemu.command.QueryBlockExportsCommand;
import org.qmp4j.qemu.command.QueryChardevCommand;
import org.qmp4j.qemu.command.QueryJobsCommand;
import org.qmp4j.qemu.command.QueryNamedBlockNodesCommand;
import org.qmp4j.qemu.type.BlockDeviceInfo;

/**
 * What a machine has that a saved state does not contain, and that QMP can add or remove: devices, block nodes, objects,
 * character devices, exports, jobs.
 *
 * @param names each with its kind
 * @param leftOut why the block nodes are not included; empty if they are
 */
record DeviceInventory(Set<String> names, Optional<String> leftOut) {
    private static final String DEVICES = "/machine/peripheral";
    private static final String UNNAMED_DEVICES = "/machine/peripheral-anon";
    private static final String OBJECTS = "/objects";

    DeviceInventory {
        names = Set.copyOf(names);
    }

    static DeviceInventory of(QmpClient client) {
        BlockNodes<List<BlockDeviceInfo>> nodes = BlockNodes.query(
                client, QueryNamedBlockNodesCommand.builder().flat(true).build());
        Set<String> names = Stream.of(
                        children(client, DEVICES),
                        children(client, UNNAMED_DEVICES),
                        children(client, OBJECTS),
                        names(nodes),
                        client.execute(QueryChardevCommand.of()).stream().map(device -> "chardev " + device.label()),
                        client.execute(QueryBlockExportsCommand.of()).stream().map(export -> "export " + export.id()),
                        client.execute(QueryJobsCommand.of()).stream().map(job -> "job " + job.id()))
                .flatMap(all -> all)
                .collect(Collectors.toSet());
        return new DeviceInventory(names, reason(nodes));
    }

    private static Stream<String> names(BlockNodes<List<BlockDeviceInfo>> nodes) {
        return nodes instanceof BlockNodes.Listed<List<BlockDeviceInfo>> listed
                ? listed.answer().stream()
                        .map(node -> "block node " + node.nodeName().orElse(""))
                : Stream.of();
    }

    private static Optional<String> reason(BlockNodes<?> nodes) {
        return nodes instanceof BlockNodes.LeftOut<?> left
                ? Optional.of("block nodes, which are not known: " + left.reason())
                : Optional.empty();
    }

    private static Stream<String> children(QmpClient client, String path) {
        try {
            return client.execute(QomListCommand.of(path)).stream()
                    .filter(property -> property.type().startsWith("child<"))
                    .map(property -> path + "/" + property.name());
        } catch (QmpCommandException noneYet) {
            // QEMU creates it with its first child.
            return Stream.of();
        }
    }

    /**
     * The differences between both inventories. Unknown block nodes count as a difference, even if neither side knows them.
     */
    Set<String> difference(DeviceInventory other) {
        Set<String> difference = new TreeSet<>(names);
        difference.addAll(other.names);
        difference.removeIf(name -> names.contains(name) && other.names.contains(name));
        leftOut.ifPresent(difference::add);
        other.leftOut.ifPresent(difference::add);
        return difference;
    }
}
