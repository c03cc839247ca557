package org.qmp4j.examples;

import static org.qmp4j.qemu.QemuCommands.blockDirtyBitmapAdd;
import static org.qmp4j.qemu.QemuCommands.blockdevAdd;
import static org.qmp4j.qemu.QemuCommands.blockdevDel;
import static org.qmp4j.qemu.QemuCommands.cont;
import static org.qmp4j.qemu.QemuCommands.deviceAdd;
import static org.qmp4j.qemu.QemuCommands.queryNamedBlockNodes;
import static org.qmp4j.qemu.QemuCommands.queryStatus;
import static org.qmp4j.qemu.QemuCommands.transaction;

import java.time.Duration;
import java.util.List;
import org.qmp4j.client.BlockNodes;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.qemu.QemuEvents;
import org.qmp4j.qemu.command.BlockdevAddCommand;
import org.qmp4j.qemu.command.DeviceAddCommand;
import org.qmp4j.qemu.command.QueryNamedBlockNodesCommand;
import org.qmp4j.qemu.event.ResumeEvent;
import org.qmp4j.qemu.type.BlockDeviceInfo;
import org.qmp4j.qemu.type.BlockdevOptions;
import org.qmp4j.qemu.type.BlockdevOptionsNull;
import org.qmp4j.qemu.type.BlockdevOptionsQcow2;
import org.qmp4j.qemu.type.BlockdevOptionsRaw;
import org.qmp4j.qemu.type.BlockdevRef;
import org.qmp4j.qemu.type.BlockdevRefOrNull;
import org.qmp4j.qemu.type.RunState;
import org.qmp4j.qemu.type.StatusInfo;
import org.qmp4j.qemu.type.TransactionAction;
import org.qmp4j.schema.Change;
import org.qmp4j.schema.CommandCheck;
import org.qmp4j.schema.Introspection;
import org.qmp4j.schema.KnownSchemas;
import org.qmp4j.schema.SchemaDiff;
import org.qmp4j.schema.model.Schema;
import tools.jackson.databind.node.JsonNodeFactory;

/** The samples of {@code docs/guide/typed.md} and {@code docs/guide/schemas.md}. */
public final class Typed {
    private Typed() {}

    static void status(QmpClient vm) throws InterruptedException {
        // tag::status
        StatusInfo status = vm.execute(queryStatus());
        System.out.println(status.status() + ", running: " + status.running());

        try (EventSubscription<ResumeEvent> resumes = vm.events(QemuEvents.RESUME)) {
            vm.execute(cont());
            System.out.println(resumes.next(Duration.ofSeconds(5)).raw().name());
        }
        // end::status
    }

    static void unions(QmpClient vm) {
        // tag::unions
        BlockdevOptions file = BlockdevOptions.builder()
                .nodeName("file0")
                .readOnly(true)
                .nullCo(BlockdevOptionsNull.builder().size(1 << 20).build());
        BlockdevOptions disk = BlockdevOptions.builder()
                .nodeName("disk0")
                .readOnly(true)
                .raw(BlockdevOptionsRaw.of(BlockdevRef.of(file)));
        vm.execute(blockdevAdd(disk));

        QueryNamedBlockNodesCommand list = queryNamedBlockNodes(arguments -> arguments.flat(true));
        for (BlockDeviceInfo node : BlockNodes.query(vm, list).orElseThrow()) {
            System.out.println(node.nodeName().orElse("?") + " is " + node.drv() + ", read-only: " + node.ro());
        }
        vm.execute(blockdevDel("disk0"));
        // end::unions
    }

    static void transactions(QmpClient vm) {
        // tag::transactions
        BlockdevOptions disk = BlockdevOptions.builder()
                .nodeName("disk1")
                .nullCo(BlockdevOptionsNull.builder().size(1 << 20).build());
        vm.execute(blockdevAdd(disk));
        vm.execute(transaction(List.of(
                TransactionAction.of(blockDirtyBitmapAdd("disk1", "daily")),
                TransactionAction.of(blockDirtyBitmapAdd("disk1", "weekly", bitmap -> bitmap.granularity(1 << 20))))));
        vm.execute(blockdevDel("disk1"));
        // end::transactions
    }

    static void branches() {
        // tag::branches
        BlockdevOptions options = BlockdevOptions.builder().nodeName("disk0").nullCo(BlockdevOptionsNull.of());
        if (options instanceof BlockdevOptions.NullCo nullCo) {
            System.out.println(nullCo.driver() + " with " + nullCo.data().size().isPresent());
        }
        if (options instanceof BlockdevOptions.UnknownBranch unknown) {
            System.out.println("a driver that this build does not know, with " + unknown.members());
        }
        // end::branches
    }

    static void nulls() {
        // tag::nulls
        BlockdevOptionsQcow2.Builder image = BlockdevOptionsQcow2.builder(BlockdevRef.of("file0"));
        System.out.println(image.build().toJson());
        System.out.println(image.backing(BlockdevRefOrNull.ofNull()).build().toJson());
        System.out.println(image.backing(BlockdevRefOrNull.of("base")).build().toJson());
        // end::nulls
    }

    static void json() {
        // tag::json
        BlockdevOptions disk = BlockdevOptions.fromJson("""
                {"driver": "null-co", "node-name": "disk0", "size": 1048576}
                """);
        System.out.println(disk.driver() + " " + disk.nodeName().orElseThrow());
        System.out.println(blockdevAdd(disk).toJson());
        System.out.println(disk.toTree().get("size"));
        try {
            BlockdevAddCommand.fromJson("{\"driver\": \"raw\", \"file\": {\"driver\": \"null-co\", \"size\": \"1M\"}}");
        } catch (IllegalArgumentException wrong) {
            System.out.println(wrong.getMessage());
        }
        // end::json
    }

    static void extra() {
        // tag::extra
        DeviceAddCommand add = deviceAdd(
                "virtio-blk-pci",
                device -> device.id("vd0").with("drive", "disk0").with("num-queues", 4));
        System.out.println(add);
        System.out.println(add.toJson());
        // end::extra
    }

    static void enums(QmpClient vm) {
        // tag::enums
        RunState state = vm.execute(queryStatus()).status();
        String text = switch (state.known()) {
            case RUNNING -> "it runs";
            case PAUSED, PRELAUNCH -> "it waits";
            case UNRECOGNIZED -> "it is in a state that is newer than this program: " + state.wireName();
            default -> "it is in the state " + state;
        };
        System.out.println(text);
        // end::enums
    }

    static void check(QmpClient vm) {
        // tag::check
        Schema schema = Introspection.read(vm.execute(RawCommand.named("query-qmp-schema")));
        CommandCheck check = CommandCheck.against(schema);
        System.out.println(check.problem(
                        "block_resize", JsonNodeFactory.instance.objectNode().put("size", "1G"))
                .orElseThrow());
        System.out.println(check.problem("query-status", null).isPresent());
        // end::check
    }

    static void diff() {
        // tag::diff
        List<Change> changes = SchemaDiff.between(KnownSchemas.qemu("10.0"), KnownSchemas.qemu("10.2"));
        changes.stream()
                .filter(change -> change.kind() == Change.Kind.COMMAND_REMOVED)
                .forEach(System.out::println);
        // end::diff
    }
}
