package org.qmp4j.examples;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.qmp4j.client.BlockNodes;
import org.qmp4j.client.CallOptions;
import org.qmp4j.client.ConnectOptions;
import org.qmp4j.client.DefaultTimeouts;
import org.qmp4j.client.QmpClient;
import org.qmp4j.protocol.QmpJson;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The samples of {@code docs/guide/commands.md}. */
public final class Commands {
    private Commands() {}

    static void raw(QmpClient vm) {
        // tag::raw
        RawCommand addDisk = RawCommand.named("blockdev-add")
                .with("driver", "null-co")
                .with("node-name", "disk0")
                .with("size", 1 << 20);
        System.out.println(vm.execute(addDisk));

        RawCommand list = RawCommand.named("query-named-block-nodes").with("flat", true);
        JsonNode nodes = BlockNodes.query(vm, list).orElseThrow();
        for (JsonNode node : nodes) {
            System.out.println(node.path("node-name").asString("?") + " is "
                    + node.path("drv").asString("?"));
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
        vm.execute(RawCommand.named("query-block"), CallOptions.timeout(Duration.ofSeconds(30)));
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
        CompletableFuture<JsonNode> status = vm.submit(RawCommand.named("query-status"));
        CompletableFuture<JsonNode> name = vm.submit(RawCommand.named("query-name"));
        System.out.println(status.thenCombine(name, (s, n) -> s + " and " + n).join());
        // end::submit
    }

    static void all(QmpClient vm) {
        // tag::all
        List<RawCommand> commands = List.of(
                RawCommand.named("query-status"), RawCommand.named("query-name"), RawCommand.named("query-kvm"));
        List<JsonNode> answers = vm.executeAll(commands, CallOptions.DEFAULT);
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
        vm.execute(RawCommand.named("object-add").with("qom-type", "iothread").with("id", "io0"));
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
