package org.qmp4j.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Replies and events of the fake without a script. FakeActsLikeQemuIT compares their names and order with QEMU's. */
class ModelTest {
    private static final Pattern STATUS = Pattern.compile("\"status\": \"([a-z]+)\"");
    private static final String DONE = "{\"return\": {}}";

    private FakeQemu qemu;
    private RawClient client;

    @BeforeEach
    void start() throws Exception {
        qemu = FakeQemu.start();
        client = RawClient.negotiated(qemu.address());
    }

    @AfterEach
    void end() throws Exception {
        client.close();
        qemu.close();
    }

    /** All lines up to and including the first one that matches. */
    private List<String> until(Predicate<String> fits) throws Exception {
        List<String> lines = new ArrayList<>();
        do {
            lines.add(client.line());
        } while (!fits.test(lines.get(lines.size() - 1)));
        return lines;
    }

    private List<String> exchange(String command) throws Exception {
        client.send(command);
        return until(line -> line.startsWith("{\"return\"") || line.contains("\"error\""));
    }

    private void addNode(String name) throws Exception {
        assertThat(client.ask("{'execute':'blockdev-add','arguments':{'driver':'null-co','node-name':'" + name
                        + "','size':65536}}"))
                .isEqualTo(DONE);
    }

    @Test
    void theMachineStopsResumesResetsAndPowersDown() throws Exception {
        assertThat(exchange("{'execute':'stop'}").get(0)).contains("\"event\": \"STOP\"");
        assertThat(exchange("{'execute':'stop'}")).as("it is stopped already").containsExactly(DONE);
        assertThat(client.ask("{'execute':'query-status'}")).contains("\"status\": \"paused\"", "\"running\": false");
        assertThat(exchange("{'execute':'cont'}").get(0)).contains("\"event\": \"RESUME\"");
        assertThat(exchange("{'execute':'system_reset'}").get(0)).contains("RESET", "host-qmp-system-reset");
        assertThat(exchange("{'execute':'system_powerdown'}").get(0)).contains("POWERDOWN");
    }

    private String diskOf(String device) throws Exception {
        String block = client.ask("{'execute':'query-block'}");
        assertThat(block).contains("/machine/peripheral/" + device);
        Matcher node = Pattern.compile("\"node-name\": \"([a-z]+)\"").matcher(block);
        return node.find() ? node.group(1) : "none";
    }

    private void addDisk(String node) throws Exception {
        assertThat(client.ask("{'execute':'device_add','arguments':{'driver':'virtio-blk-pci','id':'d','drive':'" + node
                        + "'}}"))
                .isEqualTo(DONE);
    }

    @Test
    void aDeviceUsesTheTargetAfterItsMirrorWasCompleted() throws Exception {
        addNode("from");
        addNode("to");
        addDisk("from");
        qemu.jobs().take(Duration.ZERO);
        String mirror =
                "{'execute':'blockdev-mirror','arguments':{'job-id':'j','device':'from','target':'to','sync':'full'}}";
        exchange(mirror);
        exchange("{'execute':'block-job-cancel','arguments':{'device':'j'}}");
        until(line -> line.contains("null"));
        assertThat(diskOf("d")).as("it was not completed").isEqualTo("from");
        exchange(mirror);
        assertThat(client.ask("{'execute':'blockdev-del','arguments':{'node-name':'from'}}"))
                .contains("in use");
        exchange("{'execute':'job-complete','arguments':{'id':'j'}}");
        until(line -> line.contains("null"));
        assertThat(diskOf("d")).isEqualTo("to");
        assertThat(client.ask("{'execute':'blockdev-del','arguments':{'node-name':'from'}}"))
                .isEqualTo(DONE);
    }

    @Test
    void aDeviceUsesTheBaseAfterItsOverlayWasCommitted() throws Exception {
        addNode("base");
        client.ask("{'execute':'blockdev-add','arguments':{'driver':'qcow2','node-name':'overlay','backing':'base',"
                + "'file':{'driver':'null-co','size':65536}}}");
        addDisk("overlay");
        qemu.jobs().take(Duration.ZERO);
        exchange("{'execute':'block-commit','arguments':{'job-id':'j','device':'overlay'}}");
        exchange("{'execute':'job-complete','arguments':{'id':'j'}}");
        until(line -> line.contains("null"));
        assertThat(diskOf("d")).isEqualTo("base");
        assertThat(client.ask("{'execute':'blockdev-del','arguments':{'node-name':'overlay'}}"))
                .isEqualTo(DONE);
    }

    @Test
    void aDeviceIsGoneAfterTheGuestHasReleasedIt() throws Exception {
        addNode("disk");
        assertThat(client.ask(
                        "{'execute':'device_add','arguments':{'driver':'virtio-blk-pci','id':'d','drive':'disk'}}"))
                .isEqualTo(DONE);
        assertThat(client.ask("{'execute':'query-block'}"))
                .contains("\"qdev\": \"/machine/peripheral/d/virtio-backend\"", "\"node-name\": \"disk\"");
        assertThat(client.ask("{'execute':'device_del','arguments':{'id':'d'}}"))
                .isEqualTo(DONE);
        assertThat(until(line -> line.contains("\"device\": \"d\"")))
                .hasSize(2)
                .allMatch(line -> line.contains("DEVICE_DELETED"));
        assertThat(client.ask("{'execute':'query-block'}")).isEqualTo("{\"return\": []}");
        assertThat(client.ask("{'execute':'device_del','arguments':{'id':'d'}}"))
                .contains("DeviceNotFound");
    }

    @Test
    void aMigrationProgressesToItsEnd() throws Exception {
        client.ask("{'execute':'migrate-set-capabilities','arguments':"
                + "{'capabilities':[{'capability':'events','state':true}]}}");
        client.send("{'execute':'migrate','arguments':{'uri':'exec:true'}}");
        List<String> events = until(line -> line.contains("completed")).stream()
                .filter(line -> line.contains("\"event\": \"MIGRATION\""))
                .map(STATUS::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .toList();
        assertThat(events).containsExactly("setup", "active", "completed");
        assertThat(client.ask("{'execute':'query-migrate'}")).contains("\"status\": \"completed\"", "\"remaining\": 0");
        assertThat(client.ask("{'execute':'query-status'}")).contains("postmigrate");
    }

    @Test
    void objectsAreListedUntilTheyAreDeleted() throws Exception {
        assertThat(client.ask("{'execute':'object-add','arguments':{'qom-type':'iothread','id':'t'}}"))
                .isEqualTo(DONE);
        assertThat(client.ask("{'execute':'query-iothreads'}")).contains("\"id\": \"t\"");
        assertThat(client.ask("{'execute':'qom-list','arguments':{'path':'/objects'}}"))
                .contains("child<iothread>");
        assertThat(client.ask("{'execute':'object-del','arguments':{'id':'t'}}"))
                .isEqualTo(DONE);
        assertThat(client.ask("{'execute':'object-del','arguments':{'id':'t'}}"))
                .contains("object 't' not found");
    }

    @Test
    void ofThrottledEventsTheFirstAndTheLastAreSent() throws Exception {
        var stubbing = qemu.when("query-name");
        for (int offset = 1; offset <= 5; offset++) {
            stubbing.thenEvent("RTC_CHANGE", "{'offset':" + offset + ",'qom-path':'/rtc'}");
        }
        stubbing.thenReturn("{}");
        client.send("{'execute':'query-name'}");
        assertThat(client.line()).contains("\"offset\": 1");
        assertThat(client.line()).isEqualTo(DONE);
        assertThat(client.line()).as("a second later").contains("\"offset\": 5");
        qemu.reset();
        assertThat(client.ask("{'execute':'query-name'}"))
                .as("and no other events")
                .isEqualTo(DONE);
    }

    @Test
    void throttledEventsOfTwoDevicesDoNotDelayEachOther() throws Exception {
        for (String port : List.of("a", "b")) {
            qemu.emit("VSERPORT_CHANGE", "{'id':'" + port + "','open':true}");
        }
        assertThat(client.line()).contains("\"id\": \"a\"");
        assertThat(client.line()).contains("\"id\": \"b\"");
    }

    @Test
    void theIntrospectionOfTheFakeIsItsSchema() throws Exception {
        assertThat(client.ask("{'execute':'query-commands'}"))
                .contains("{\"name\": \"blockdev-add\"}")
                .doesNotContain("\"x-no-such\"");
        assertThat(client.ask("{'execute':'query-qmp-schema'}").length()).isBetween(150_000, 300_000);
        assertThat(client.ask("{'execute':'query-version'}")).contains("\"major\": 11", "\"minor\": 1");
    }
}
