package org.qmp4j.it;

import java.util.List;
import org.qmp4j.client.QmpClient;
import org.qmp4j.it.support.Json;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What both clients are asked to do. Whatever a message changes a later one takes back, so that the second client finds QEMU
 * as the first one did.
 */
final class PeerCommands {
    /** Successes of every shape: objects, lists, text, numbers of all sizes, truth values, long and nested ones. */
    private static final String SUCCESSES = """
            {"execute":"query-status"}
            {"execute":"query-version","arguments":{}}
            {"execute":"qom-list","arguments":{"path":"/"}}
            {"execute":"qom-list","arguments":{"path":"/machine"}}
            {"execute":"qom-list-types"}
            {"execute":"qom-list-types","arguments":{"implements":"user-creatable","abstract":false}}
            {"execute":"qom-get","arguments":{"path":"/machine","property":"type"}}
            {"execute":"qom-get","arguments":{"path":"/machine","property":"usb"}}
            {"execute":"qom-set","arguments":{"path":"/machine","property":"usb","value":false}}
            {"execute":"device-list-properties","arguments":{"typename":"virtio-blk-pci"}}
            {"execute":"device-list-properties","arguments":{"typename":"virtio-net-pci"}}
            {"execute":"qom-list-properties","arguments":{"typename":"memory-backend-file"}}
            {"execute":"human-monitor-command","arguments":{"command-line":"info status"}}
            {"execute":"human-monitor-command","arguments":{"command-line":"info qtree"}}
            {"execute":"human-monitor-command","arguments":{"command-line":"info mtree"}}
            {"execute":"human-monitor-command","arguments":{"command-line":"info registers","cpu-index":0}}
            {"execute":"human-monitor-command","arguments":{"command-line":"there is no such command"}}
            {"execute":"object-add","arguments":{"qom-type":"secret","id":"s0","data":"Zo\\u00eb \\ud83d\\ude80 \\u0001 \\\\ \\""}}
            {"execute":"qom-get","arguments":{"path":"/objects/s0","property":"data"}}
            {"execute":"qom-list","arguments":{"path":"/objects"}}
            {"execute":"object-del","arguments":{"id":"s0"}}
            {"execute":"object-add","arguments":{"qom-type":"memory-backend-ram","id":"m1","size":1048576}}
            {"execute":"query-memdev"}
            {"execute":"qom-get","arguments":{"path":"/objects/m1","property":"size"}}
            {"execute":"object-del","arguments":{"id":"m1"}}
            {"execute":"object-add","arguments":{"qom-type":"throttle-group","id":"t0","limits":{"bps-total":1000000000000000,"iops-total":7}}}
            {"execute":"qom-get","arguments":{"path":"/objects/t0","property":"limits"}}
            {"execute":"object-del","arguments":{"id":"t0"}}
            {"execute":"blockdev-add","arguments":{"driver":"null-co","node-name":"n0","size":1152921504606846976,"read-zeroes":true}}
            {"execute":"blockdev-add","arguments":{"driver":"raw","node-name":"r0","file":{"driver":"null-aio","node-name":"f0"}}}
            {"execute":"query-named-block-nodes","arguments":{"flat":true}}
            {"execute":"query-block"}
            {"execute":"query-blockstats","arguments":{"query-nodes":true}}
            {"execute":"blockdev-del","arguments":{"node-name":"r0"}}
            {"execute":"blockdev-del","arguments":{"node-name":"n0"}}
            {"execute":"chardev-add","arguments":{"id":"c0","backend":{"type":"ringbuf","data":{"size":64}}}}
            {"execute":"ringbuf-write","arguments":{"device":"c0","data":"grüße","format":"utf8"}}
            {"execute":"ringbuf-read","arguments":{"device":"c0","size":64,"format":"base64"}}
            {"execute":"chardev-remove","arguments":{"id":"c0"}}
            {"execute":"qom-get","arguments":{"path":"/machine/peripheral","property":"type"}}
            {"execute":"query-cpu-definitions"}
            {"execute":"query-command-line-options","arguments":{"option":"chardev"}}
            {"execute":"query-dirty-rate"}
            {"execute":"query-stats-schemas"}
            {"execute":"query-stats","arguments":{"target":"vm"}}
            {"execute":"transaction","arguments":{"actions":[]}}
            {"execute":"memsave","arguments":{"val":0,"size":16,"filename":"/dev/null"}}
            {"execute":"migrate-set-parameters","arguments":{"downtime-limit":300}}
            {"execute":"query-migrate-parameters"}
            {"execute":"migrate-set-capabilities","arguments":{"capabilities":[{"capability":"events","state":true}]}}
            {"execute":"query-migrate-capabilities"}
            """;

    /** Errors of each class that QEMU uses, and each way to ask wrongly. */
    private static final String ERRORS = """
            {"execute":"no-such-command"}
            {"execute":""}
            {"execute":"qmp_capabilities"}
            {"execute":"query-status","arguments":{"surplus":1}}
            {"execute":"query-status","surplus":1}
            {"execute":"query-status","arguments":[]}
            {"execute":"stop","arguments":"text"}
            {"execute":"qom-list"}
            {"execute":"qom-list","arguments":{"path":1}}
            {"execute":"qom-list","arguments":{"path":null}}
            {"execute":"qom-list","arguments":{"path":"/nowhere"}}
            {"execute":"qom-get","arguments":{"path":"/machine","property":"none-such"}}
            {"execute":"eject","arguments":{"device":"none-such"}}
            {"execute":"eject","arguments":{"id":"none-such"}}
            {"execute":"device_del","arguments":{"id":"none-such"}}
            {"execute":"block_resize","arguments":{"node-name":"none-such","size":1}}
            {"execute":"block_resize","arguments":{"node-name":"none-such","size":-1}}
            {"execute":"block_resize","arguments":{"node-name":"none-such","size":1.5}}
            {"execute":"block_resize","arguments":{"node-name":"none-such","size":18446744073709551616}}
            {"execute":"block-job-cancel","arguments":{"device":"none-such"}}
            {"execute":"job-dismiss","arguments":{"id":"none-such"}}
            {"execute":"balloon","arguments":{"value":1}}
            {"execute":"blockdev-add","arguments":{"driver":"none-such","node-name":"x"}}
            {"execute":"blockdev-add","arguments":{"driver":"file","node-name":"x","filename":"/none/such"}}
            {"execute":"blockdev-add","arguments":{"driver":"raw","node-name":"x","file":"none-such"}}
            {"execute":"blockdev-del","arguments":{"node-name":"none-such"}}
            {"execute":"object-add","arguments":{"qom-type":"none-such","id":"x"}}
            {"execute":"object-add","arguments":{"qom-type":"secret","id":"1 x","data":"x"}}
            {"execute":"object-del","arguments":{"id":"none-such"}}
            {"execute":"chardev-remove","arguments":{"id":"none-such"}}
            {"execute":"device-list-properties","arguments":{"typename":"none-such"}}
            {"execute":"device_add","arguments":{"driver":"none-such"}}
            {"execute":"set_password","arguments":{"protocol":"vnc","password":"x"}}
            {"execute":"getfd","arguments":{"fdname":"none-such"}}
            {"execute":"migrate-continue","arguments":{"state":"none-such"}}
            {"execute":"human-monitor-command","arguments":{"command-line":"info status","cpu-index":99}}
            {"execute":"object-add","arguments":{"qom-type":"throttle-group","id":"t0","limits":{"bps-total":9223372036854775807,"iops-total":7}}}
            {"execute":"object-add","arguments":{"qom-type":"iothread","id":"i0","poll-max-ns":18446744073709551615}}
            {"execute":"set-numa-node","arguments":{"type":"node","nodeid":0}}
            {"execute":"expire_password","arguments":{"protocol":"vnc","time":"now"}}
            {"exec-oob":"query-status"}
            {"exec-oob":"migrate-pause"}
            """;

    private PeerCommands() {}

    static List<JsonNode> successes() {
        return SUCCESSES.lines().map(Json::of).toList();
    }

    static List<JsonNode> errors() {
        return ERRORS.lines().map(Json::of).toList();
    }

    /** All {@code query-...} that QEMU lists, and that need no arguments by its own schema. */
    static List<JsonNode> queriesWithoutArguments(QmpClient client) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        client.execute(RawCommand.named("query-qmp-schema"))
                .forEach(entry -> schema.set(
                        entry.path("meta-type").asString() + " "
                                + entry.path("name").asString(),
                        entry));
        return client.execute(RawCommand.named("query-commands"))
                .valueStream()
                .map(command -> command.path("name").asString())
                .filter(name -> name.startsWith("query-") && needsNoArguments(schema, name))
                .map(name -> Json.of("{\"execute\":\"" + name + "\"}"))
                .toList();
    }

    private static boolean needsNoArguments(JsonNode schema, String command) {
        String type = schema.path("command " + command).path("arg-type").asString();
        // An optional member has a default, if only null.
        return schema.path("object " + type).path("members").valueStream().allMatch(member -> member.has("default"));
    }
}
