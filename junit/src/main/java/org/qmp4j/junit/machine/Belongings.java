package org.qmp4j.junit.machine;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.qemu.command.QomList;
import org.qmp4j.qemu.command.QueryBlockExports;
import org.qmp4j.qemu.command.QueryChardev;
import org.qmp4j.qemu.command.QueryJobs;
import org.qmp4j.qemu.command.QueryNamedBlockNodes;

/**
 * What a machine has that a saved state does not hold, and that QMP can add or take away: devices, block nodes, objects,
 * character devices, exports, jobs.
 *
 * @param names each with its kind
 */
record Belongings(Set<String> names) {
    private static final String DEVICES = "/machine/peripheral";
    private static final String UNNAMED_DEVICES = "/machine/peripheral-anon";
    private static final String OBJECTS = "/objects";

    Belongings {
        names = Set.copyOf(names);
    }

    static Belongings of(QmpClient client) {
        return new Belongings(Stream.of(
                        children(client, DEVICES),
                        children(client, UNNAMED_DEVICES),
                        children(client, OBJECTS),
                        client.execute(QueryNamedBlockNodes.builder().flat(true).build()).stream()
                                .map(node -> "block node " + node.nodeName().orElse("")),
                        client.execute(QueryChardev.of()).stream().map(device -> "chardev " + device.label()),
                        client.execute(QueryBlockExports.of()).stream().map(export -> "export " + export.id()),
                        client.execute(QueryJobs.of()).stream().map(job -> "job " + job.id()))
                .flatMap(names -> names)
                .collect(java.util.stream.Collectors.toSet()));
    }

    private static Stream<String> children(QmpClient client, String path) {
        try {
            return client.execute(QomList.of(path)).stream()
                    .filter(property -> property.type().startsWith("child<"))
                    .map(property -> path + "/" + property.name());
        } catch (QmpCommandException noneYet) {
            // Made with the first of its children.
            return Stream.of();
        }
    }

    /** What is here and not there, and what is there and not here. */
    Set<String> difference(Belongings other) {
        Set<String> difference = new TreeSet<>(names);
        difference.addAll(other.names);
        difference.removeIf(name -> names.contains(name) && other.names.contains(name));
        return difference;
    }
}
