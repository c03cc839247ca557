package org.qmp4j.examples;

import static org.qmp4j.qemu.QemuCommands.blockdevAdd;
import static org.qmp4j.qemu.QemuCommands.objectAdd;
import static org.qmp4j.qemu.QemuCommands.queryBlock;
import static org.qmp4j.qemu.QemuCommands.queryName;
import static org.qmp4j.qemu.QemuCommands.queryNamedBlockNodes;
import static org.qmp4j.qemu.QemuCommands.queryStatus;
import static org.qmp4j.qemu.QemuCommands.queryTarget;
import static org.qmp4j.qemu.QemuCommands.queryUuid;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.qmp4j.client.BlockNodes;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.options.DefaultTimeouts;
import org.qmp4j.protocol.QmpCommand;
import org.qmp4j.protocol.QmpJson;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.qemu.command.QueryNamedBlockNodesCommand;
import org.qmp4j.qemu.type.BlockDeviceInfo;
import org.qmp4j.qemu.type.BlockdevOptions;
import org.qmp4j.qemu.type.BlockdevOptionsNull;
import org.qmp4j.qemu.type.IothreadProperties;
import org.qmp4j.qemu.type.ObjectOptions;
import org.qmp4j.qemu.type.StatusInfo;
import org.qmp4j.qemu.type.UuidInfo;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The samples of {@code docs/guide/commands.md}. */
public final class Commands {
    private Commands() {}

    static void one(QmpClient vm) {
        // tag::one
        StatusInfo status = vm.execute(queryStatus());
        System.out.println(status.status() + ", running: " + status.running());

        vm.execute(blockdevAdd(BlockdevOptions.builder()
                .nodeName("disk0")
                .nullCo(BlockdevOptionsNull.builder().size(1 << 20).build())));
        QueryNamedBlockNodesCommand list = queryNamedBlockNodes(arguments -> arguments.flat(true));
        for (BlockDeviceInfo node : BlockNodes.query(vm, list).orElseThrow()) {
            System.out.println(node.nodeName().orElse("?") + " is " + node.drv());
        }
        // end::one
    }

    static void raw(QmpClient vm) {
        // tag::raw
        RawCommand addDisk = RawCommand.named("blockdev-add")
                .with("driver", "null-co")
                .with("node-name", "disk0")
                .with("size", 1 << 20);
        System.out.println(vm.execute(addDisk));

        JsonNode block = vm.execute(RawCommand.named("query-blockstats").with("query-nodes", true));
        for (JsonNode node : block) {
            System.out.println(node.path("node-name").asString("?") + ": "
                    + node.at("/stats/rd_bytes").asInt() + " bytes read");
        }
        // end::raw
    }

    static void nested(QmpClient vm) {
        // tag::nested
        ObjectNode file =
                JsonNodeFactory.instance.objectNode().put("driver", "null-co").put("size", 1 << 20);
        RawCommand command = RawCommand.named("blockdev-add")
                .with("driver", "raw")
                .with("node-name", "disk1")
                .with("file", file);
        System.out.println(command);
        System.out.println(vm.execute(command));
        // end::nested
    }

    static void deadline(QmpClient vm) {
        // tag::deadline
        vm.execute(queryBlock(), CallOptions.timeout(Duration.ofSeconds(30)));
        // end::deadline
    }

    static ConnectOptions deadlines() {
        // tag::deadlines
        DefaultTimeouts table =
                DefaultTimeouts.STANDARD.withUsual(Duration.ofSeconds(10)).with("query-block", Duration.ofSeconds(30));
        ConnectOptions options = ConnectOptions.builder().defaultTimeouts(table).build();
        System.out.println(table.of("query-status") + " " + table.of("query-block") + " " + table.of("migrate"));
        // end::deadlines
        return options;
    }

    static void submit(QmpClient vm) {
        // tag::submit
        CompletableFuture<StatusInfo> status = vm.submit(queryStatus());
        CompletableFuture<UuidInfo> uuid = vm.submit(queryUuid());
        System.out.println(status.thenCombine(uuid, (s, u) -> s.status() + ", UUID: " + u.uuid())
                .join());
        // end::submit
    }

    static void all(QmpClient vm) {
        // tag::all
        List<QmpCommand<?>> commands = List.of(queryName(), queryUuid(), queryTarget());
        List<Object> answers = vm.executeAll(commands);
        answers.forEach(System.out::println);
        // end::all
    }

    static void message(QmpClient vm) {
        // tag::message
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("execute", "query-name");
        message.set("id", JsonNodeFactory.instance.objectNode().put("mine", 1.0));
        System.out.println(vm.send(message));
        System.out.println(vm.send(JsonNodeFactory.instance.objectNode().put("execute", "query-names")));
        // end::message
    }

    static void own(QmpClient vm) {
        // tag::own
        vm.execute(objectAdd(ObjectOptions.builder("io0").iothread(IothreadProperties.of())));
        for (QomList.Property property : vm.execute(new QomList("/objects"))) {
            System.out.println(property.name() + ": " + property.type());
        }
        // end::own
    }

    static void keys(QmpClient vm) {
        // tag::keys
        JsonNode status = vm.execute(RawCommand.named("query-status"));
        boolean running = status.get("running").booleanValue();
        String state = status.path("status").stringValue();
        ArrayNode commands = (ArrayNode) vm.execute(RawCommand.named("query-commands"));
        System.out.println(running + ", " + state + ", has commands: " + !commands.isEmpty());
        System.out.println(QmpJson.toText(status));
        // end::keys
    }
}
