package org.qmp4j.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.qmp4j.fake.script.Answer;
import org.qmp4j.fake.script.Fault;
import org.qmp4j.fake.script.Hold;

/** Scripts of a fake. */
class ScriptTest {
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

    @Test
    void answersAreUsedInOrderAndTheLastOneRepeats() throws Exception {
        qemu.when("query-name")
                .thenReturn("{'name':'one'}")
                .thenFail("DeviceNotFound", "no more")
                .thenReturn("{}");
        assertThat(client.ask("{'execute':'query-name'}")).isEqualTo("{\"return\": {\"name\": \"one\"}}");
        assertThat(client.ask("{'execute':'query-name'}"))
                .isEqualTo("{\"error\": {\"class\": \"DeviceNotFound\", \"desc\": \"no more\"}}");
        assertThat(client.ask("{'execute':'query-name'}")).isEqualTo(DONE);
        assertThat(client.ask("{'execute':'query-name'}")).isEqualTo(DONE);
    }

    @Test
    void theNewestMatchingScriptIsUsed() throws Exception {
        qemu.when("device_del").thenReturn("{}");
        qemu.when("device_del").with("id", "mine").thenFail("it is stuck");
        assertThat(client.ask("{'execute':'device_del','arguments':{'id':'other'}}"))
                .isEqualTo(DONE);
        assertThat(client.ask("{'execute':'device_del','arguments':{'id':'mine'}}"))
                .contains("GenericError", "it is stuck");
        qemu.reset();
        assertThat(client.ask("{'execute':'device_del','arguments':{'id':'mine'}}"))
                .contains("DeviceNotFound", "Device 'mine' not found");
    }

    @Test
    void anArgumentIsComparedAsJson() throws Exception {
        qemu.when("job-dismiss").with("id", "j").thenReturn("{}");
        qemu.when("migrate-set-capabilities")
                .with("capabilities", List.of(Map.of("capability", "events", "state", true)))
                .thenFail("not today");
        assertThat(client.ask("{'execute':'migrate-set-capabilities','arguments':"
                        + "{'capabilities':[{'state':true,'capability':'events'}]}}"))
                .contains("not today");
        assertThat(client.ask("{'execute':'migrate-set-capabilities','arguments':{'capabilities':[]}}"))
                .isEqualTo(DONE);
    }

    @Test
    void eventsAreSentBeforeTheirReply() throws Exception {
        qemu.when("query-name")
                .thenEvent("STOP")
                .thenEvent("RESET", "{'guest':true,'reason':'guest-reset'}")
                .thenReturn("{}")
                .thenReturn("{}");
        client.send("{'execute':'query-name'}{'execute':'query-name'}");
        assertThat(client.line()).contains("\"event\": \"STOP\"").doesNotContain("data");
        assertThat(client.line())
                .contains("\"event\": \"RESET\"", "\"data\": {\"guest\": true, \"reason\": \"guest-reset\"}");
        assertThat(client.line()).isEqualTo(DONE);
        assertThat(client.line()).isEqualTo(DONE);
    }

    @Test
    void aDelayedCommandDelaysTheCommandsAfterIt() throws Exception {
        Hold hold = new Hold();
        qemu.when("stop").thenHold(hold).thenAsUsual();
        qemu.when("query-uuid").thenHold(hold).thenReturn("{'UUID':'u'}");
        client.send("{'execute':'query-uuid','id':1}{'execute':'query-name','id':2}{'exec-oob':'query-yank','id':3}");
        assertThat(client.line()).as("out of band overtakes").endsWith("\"id\": 3}");
        hold.awaitBegun(Duration.ofSeconds(20));
        assertThat(qemu.received("query-name")).isEmpty();
        hold.release();
        assertThat(client.line()).isEqualTo("{\"return\": {\"UUID\": \"u\"}, \"id\": 1}");
        assertThat(client.line()).isEqualTo("{\"return\": {}, \"id\": 2}");
    }

    @Test
    void theLongestDurationIsAccepted() throws Exception {
        Duration longest = Duration.ofSeconds(Long.MAX_VALUE);
        Hold hold = new Hold();
        qemu.when("stop").thenHold(hold).thenAsUsual();
        qemu.when("query-uuid").thenWait(longest).thenAsUsual();
        client.send("{'execute':'stop'}");
        hold.awaitBegun(longest);
        hold.release();
        assertThat(client.line()).contains("\"event\": \"STOP\"");
        assertThat(client.line()).isEqualTo(DONE);
        client.send("{'execute':'query-uuid'}{'exec-oob':'query-yank','id':2}");
        assertThat(client.line()).as("out of band overtakes").endsWith("\"id\": 2}");
        assertThat(qemu.awaitReceived("query-uuid", longest).command()).isEqualTo("query-uuid");
    }

    @Test
    void aReplyOfTheModelCanBeDelayedToo() throws Exception {
        Hold hold = new Hold();
        qemu.when("stop").thenEvent("RESUME").thenHold(hold).thenAsUsual().thenAsUsual();
        client.send("{'execute':'stop','id':1}{'exec-oob':'query-yank','id':2}");
        assertThat(client.line()).as("out of band overtakes").endsWith("\"id\": 2}");
        hold.awaitBegun(Duration.ofSeconds(20));
        hold.release();
        assertThat(client.line()).contains("\"event\": \"RESUME\"");
        assertThat(client.line()).contains("\"event\": \"STOP\"");
        assertThat(client.line()).isEqualTo("{\"return\": {}, \"id\": 1}");
        assertThat(client.ask("{'execute':'stop'}"))
                .as("the next command is not delayed")
                .isEqualTo(DONE);
    }

    @Test
    void eventsAreSentBeforeAWholeReply() throws Exception {
        qemu.when("query-name")
                .thenEvent("STOP")
                .then(Answer.returning("{'name':'one'}"))
                .thenEvent("RESUME")
                .thenAnswer(request -> Answer.returning("{'name':'two'}"));
        client.send("{'execute':'query-name'}{'execute':'query-name'}");
        assertThat(client.line()).contains("\"event\": \"STOP\"");
        assertThat(client.line()).contains("one");
        assertThat(client.line()).contains("\"event\": \"RESUME\"");
        assertThat(client.line()).contains("two");
    }

    @Test
    void equalNumbersOfDifferentJavaTypesMatch() throws Exception {
        qemu.when("balloon").with("value", 1_048_576L).thenFail("a long");
        qemu.when("balloon").with("value", new BigInteger("7")).thenFail("a large one");
        qemu.when("balloon").with("value", (short) 8).thenFail("a short");
        assertThat(client.ask("{'execute':'balloon','arguments':{'value':1048576}}"))
                .contains("a long");
        assertThat(client.ask("{'execute':'balloon','arguments':{'value':7}}")).contains("a large one");
        assertThat(client.ask("{'execute':'balloon','arguments':{'value':8}}")).contains("a short");
    }

    @Test
    void aReplyOrEventThatQemuCouldNotSendIsRejected() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> qemu.when("query-nmae"))
                .withMessageContaining("query-nmae");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> qemu.when("query-status").thenReturn("{'running':'yes','status':'running'}"))
                .withMessageContaining("'query-status' cannot return")
                .withMessageContaining("running");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> qemu.emit("DEVICE_DELETED"))
                .withMessageContaining("path");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> qemu.when("stop").thenFault(Fault.NO_GREETING))
                .withMessageContaining("inject");
    }

    @Test
    void anUncheckedFakeSendsAnything() throws Exception {
        try (FakeQemu loose = FakeQemu.builder().unchecked().start();
                RawClient other = RawClient.negotiated(loose.address())) {
            loose.when("query-status").thenReturn("'later'");
            assertThat(other.ask("{'execute':'query-status'}")).isEqualTo("{\"return\": \"later\"}");
            loose.emit("A_NEW_EVENT");
            assertThat(other.line()).contains("A_NEW_EVENT");
        }
    }

    @Test
    void receivedCommandsHaveTheirArgumentsAndExcludeThoseThatTheSchemaRejects() throws Exception {
        client.ask("{'execute':'device_del','arguments':{'id':'d'},'id':[1]}");
        client.ask("{'execute':'device_del','arguments':{'no':'d'}}");
        client.ask("{'execute':'no-such'}");
        assertThat(qemu.received()).singleElement().satisfies(request -> {
            assertThat(request.command()).isEqualTo("device_del");
            assertThat(request.text("id")).isEqualTo("d");
            assertThat(request.id().orElseThrow()).hasToString("[1]");
            assertThat(request.outOfBand()).isFalse();
            assertThat(request).hasToString("device_del {\"id\":\"d\"}");
        });
        assertThat(qemu.awaitReceived("device_del", Duration.ofSeconds(20)).text("id"))
                .isEqualTo("d");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> qemu.awaitReceived("stop", Duration.ofMillis(1)))
                .withMessageContaining("no 'stop' was received within PT0.001S")
                .withMessageContaining("device_del {\"id\":\"d\"}");
    }

    @Test
    void aScriptThatThrowsCausesAnErrorReplyThatNamesTheException() throws Exception {
        qemu.when("stop").thenAnswer(request -> {
            throw new IllegalStateException("a mistake");
        });
        assertThat(client.ask("{'execute':'stop'}"))
                .contains("GenericError", "the answer that a test has scripted for 'stop' threw", "a mistake");
        qemu.when("stop").then(Answer.done().followedBy("STOP", "{}"));
        assertThat(client.ask("{'execute':'stop'}")).isEqualTo(DONE);
        assertThat(client.line()).contains("STOP");
    }

    @Test
    void theErrorOfACommandWithoutAModelSaysHowToScriptIt() throws Exception {
        assertThat(client.ask("{'execute':'query-sgx'}"))
                .contains("script one: when(\\\"query-sgx\\\").thenReturn(...)");
    }
}
