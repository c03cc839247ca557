package org.qmp4j.fake.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qmp4j.fake.script.Answer;
import org.qmp4j.fake.script.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Devices that are plugged and unplugged. The guest lets go of one a moment after it was asked to. */
final class Devices {
    private static final Duration GUEST_TAKES = Duration.ofMillis(10);

    private final World world;
    private final Completion completion;
    private final BlockNodes nodes;
    /** The drivers by id. */
    private final Map<String, String> devices = new LinkedHashMap<>();

    Devices(World world, Completion completion, BlockNodes nodes) {
        this.world = world;
        this.completion = completion;
        this.nodes = nodes;
    }

    Map<String, Behaviour> commands() {
        return Map.of("device_add", this::add, "device_del", this::delete, "query-block", this::queryBlock);
    }

    /** The drivers by id. */
    Map<String, String> drivers() {
        return Collections.unmodifiableMap(devices);
    }

    private Answer add(Request request) {
        String id = request.arguments().path("id").asString("");
        String drive = request.arguments().path("drive").asString("");
        if (!id.isEmpty() && !Identifier.isWellFormed(id)) {
            return Answer.failing("Invalid qdev ID '" + id + "'");
        }
        if (devices.containsKey(id)) {
            return Answer.failing("Duplicate device ID '" + id + "'");
        }
        if (!drive.isEmpty() && !nodes.has(drive)) {
            return Answer.failing("Property '" + request.text("driver") + ".drive' can't find value '" + drive + "'");
        }
        String name = id.isEmpty() ? "device[" + devices.size() + "]" : id;
        devices.put(name, request.text("driver"));
        if (!drive.isEmpty()) {
            nodes.use(drive, user(name));
        }
        return Answer.done();
    }

    /** As block nodes name a device that uses them. */
    private static String user(String name) {
        return "device " + name;
    }

    private Answer delete(Request request) {
        String id = request.text("id");
        String name = id.substring(id.lastIndexOf('/') + 1);
        if (!devices.containsKey(name)) {
            return Answer.failing("DeviceNotFound", "Device '" + id + "' not found");
        }
        world.later(GUEST_TAKES, () -> unplug(name));
        return Answer.done();
    }

    private void unplug(String name) {
        if (devices.remove(name) != null) {
            nodes.release(user(name));
            String path = "/machine/peripheral/" + name;
            // QEMU sends two events for such a device: for its virtio part, and for the device itself.
            world.emit("DEVICE_DELETED", Json.object().put("path", path + "/virtio-backend"));
            world.emit("DEVICE_DELETED", Json.object().put("device", name).put("path", path));
        }
    }

    private Answer queryBlock(Request request) {
        List<JsonNode> blocks = new ArrayList<>();
        devices.keySet()
                .forEach(id -> nodes.usedBy(user(id)).flatMap(nodes::info).ifPresent(inserted -> {
                    ObjectNode block = Json.object()
                            .put("device", "")
                            .put("qdev", "/machine/peripheral/" + id + "/virtio-backend")
                            .put("type", "unknown")
                            .put("removable", false)
                            .put("locked", false);
                    block.set("inserted", inserted);
                    blocks.add(block);
                }));
        return Answer.returning(completion.of(request.command(), Json.list(blocks)));
    }
}
