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

/** What a test can say to a fake. */
class ScriptTest {
    private static final String DONE = "{\"return\": {}}";

    private FakeQemu qemu;
    private Talk talk;

    @BeforeEach
    void start() throws Exception {
        qemu = FakeQemu.start();
        talk = Talk.negotiated(qemu.address());
    }

    @AfterEach
    void end() throws Exception {
        talk.close();
        qemu.close();
    }

    @Test
    void answersComeInTheirOrderAndTheLastOneStays() throws Exception {
        qemu.when("query-name")
                .thenReturn("{'name':'one'}")
                .thenFail("DeviceNotFound", "no more")
                .thenReturn("{}");
        assertThat(talk.ask("{'execute':'query-name'}")).isEqualTo("{\"return\": {\"name\": \"one\"}}");
        assertThat(talk.ask("{'execute':'query-name'}"))
                .isEqualTo("{\"error\": {\"class\": \"DeviceNotFound\", \"desc\": \"no more\"}}");
        assertThat(talk.ask("{'execute':'query-name'}")).isEqualTo(DONE);
        assertThat(talk.ask("{'execute':'query-name'}")).isEqualTo(DONE);
    }

    @Test
    void theYoungestScriptThatFitsCounts() throws Exception {
        qemu.when("device_del").thenReturn("{}");
        qemu.when("device_del").with("id", "mine").thenFail("it is stuck");
        assertThat(talk.ask("{'execute':'device_del','arguments':{'id':'other'}}"))
                .isEqualTo(DONE);
        assertThat(talk.ask("{'execute':'device_del','arguments':{'id':'mine'}}"))
                .contains("GenericError", "it is stuck");
        qemu.reset();
        assertThat(talk.ask("{'execute':'device_del','arguments':{'id':'mine'}}"))
                .contains("DeviceNotFound", "Device 'mine' not found");
    }

    @Test
    void anArgumentIsComparedAsJson() throws Exception {
        qemu.when("job-dismiss").with("id", "j").thenReturn("{}");
        qemu.when("migrate-set-capabilities")
                .with("capabilities", List.of(Map.of("capability", "events", "state", true)))
                .thenFail("not today");
        assertThat(talk.ask("{'execute':'migrate-set-capabilities','arguments':"
                        + "{'capabilities':[{'state':true,'capability':'events'}]}}"))
                .contains("not today");
        assertThat(talk.ask("{'execute':'migrate-set-capabilities','arguments':{'capabilities':[]}}"))
                .isEqualTo(DONE);
    }

    @Test
    void eventsComeBeforeTheAnswerTheyBelongTo() throws Exception {
        qemu.when("query-name")
                .thenEvent("STOP")
                .thenEvent("RESET", "{'guest':true,'reason':'guest-reset'}")
                .thenReturn("{}")
                .thenReturn("{}");
        talk.say("{'execute':'query-name'}{'execute':'query-name'}");
        assertThat(talk.line()).contains("\"event\": \"STOP\"").doesNotContain("data");
        assertThat(talk.line())
                .contains("\"event\": \"RESET\"", "\"data\": {\"guest\": true, \"reason\": \"guest-reset\"}");
        assertThat(talk.line()).isEqualTo(DONE);
        assertThat(talk.line()).isEqualTo(DONE);
    }

    @Test
    void whatIsHeldUpHoldsUpWhatIsBehindIt() throws Exception {
        Hold hold = new Hold();
        qemu.when("stop").thenHold(hold).thenAsUsual();
        qemu.when("query-uuid").thenHold(hold).thenReturn("{'UUID':'u'}");
        talk.say("{'execute':'query-uuid','id':1}{'execute':'query-name','id':2}{'exec-oob':'query-yank','id':3}");
        assertThat(talk.line()).as("out of band overtakes").endsWith("\"id\": 3}");
        hold.awaitBegun(Duration.ofSeconds(20));
        assertThat(qemu.received("query-name")).isEmpty();
        hold.release();
        assertThat(talk.line()).isEqualTo("{\"return\": {\"UUID\": \"u\"}, \"id\": 1}");
        assertThat(talk.line()).isEqualTo("{\"return\": {}, \"id\": 2}");
    }

    @Test
    void durationsMayBeAsLongAsTheyCan() throws Exception {
        Duration longest = Duration.ofSeconds(Long.MAX_VALUE);
        Hold hold = new Hold();
        qemu.when("stop").thenHold(hold).thenAsUsual();
        qemu.when("query-uuid").thenWait(longest).thenAsUsual();
        talk.say("{'execute':'stop'}");
        hold.awaitBegun(longest);
        hold.release();
        assertThat(talk.line()).contains("\"event\": \"STOP\"");
        assertThat(talk.line()).isEqualTo(DONE);
        talk.say("{'execute':'query-uuid'}{'exec-oob':'query-yank','id':2}");
        assertThat(talk.line()).as("out of band overtakes").endsWith("\"id\": 2}");
        assertThat(qemu.awaitReceived("query-uuid", longest).command()).isEqualTo("query-uuid");
    }

    @Test
    void whatIsAnsweredAsUsualIsHeldUpToo() throws Exception {
        Hold hold = new Hold();
        qemu.when("stop").thenEvent("RESUME").thenHold(hold).thenAsUsual().thenAsUsual();
        talk.say("{'execute':'stop','id':1}{'exec-oob':'query-yank','id':2}");
        assertThat(talk.line()).as("out of band overtakes").endsWith("\"id\": 2}");
        hold.awaitBegun(Duration.ofSeconds(20));
        hold.release();
        assertThat(talk.line()).contains("\"event\": \"RESUME\"");
        assertThat(talk.line()).contains("\"event\": \"STOP\"");
        assertThat(talk.line()).isEqualTo("{\"return\": {}, \"id\": 1}");
        assertThat(talk.ask("{'execute':'stop'}"))
                .as("what comes next is not held up")
                .isEqualTo(DONE);
    }

    @Test
    void eventsComeBeforeAnAnswerThatIsMadeWhole() throws Exception {
        qemu.when("query-name")
                .thenEvent("STOP")
                .then(Answer.returning("{'name':'one'}"))
                .thenEvent("RESUME")
                .thenAnswer(request -> Answer.returning("{'name':'two'}"));
        talk.say("{'execute':'query-name'}{'execute':'query-name'}");
        assertThat(talk.line()).contains("\"event\": \"STOP\"");
        assertThat(talk.line()).contains("one");
        assertThat(talk.line()).contains("\"event\": \"RESUME\"");
        assertThat(talk.line()).contains("two");
    }

    @Test
    void aNumberIsTheSameOfWhateverTypeItIsInJava() throws Exception {
        qemu.when("balloon").with("value", 1_048_576L).thenFail("a long");
        qemu.when("balloon").with("value", new BigInteger("7")).thenFail("a large one");
        qemu.when("balloon").with("value", (short) 8).thenFail("a short");
        assertThat(talk.ask("{'execute':'balloon','arguments':{'value':1048576}}"))
                .contains("a long");
        assertThat(talk.ask("{'execute':'balloon','arguments':{'value':7}}")).contains("a large one");
        assertThat(talk.ask("{'execute':'balloon','arguments':{'value':8}}")).contains("a short");
    }

    @Test
    void anAnswerOrAnEventThatQemuCouldNotSendIsRefused() {
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
    void anUncheckedFakeSaysAnything() throws Exception {
        try (FakeQemu loose = FakeQemu.builder().unchecked().start();
                Talk other = Talk.negotiated(loose.address())) {
            loose.when("query-status").thenReturn("'later'");
            assertThat(other.ask("{'execute':'query-status'}")).isEqualTo("{\"return\": \"later\"}");
            loose.emit("A_NEW_EVENT");
            assertThat(other.line()).contains("A_NEW_EVENT");
        }
    }

    @Test
    void whatWasReceivedIsThereWithItsArgumentsAndWhatTheSchemaRefusesIsNot() throws Exception {
        talk.ask("{'execute':'device_del','arguments':{'id':'d'},'id':[1]}");
        talk.ask("{'execute':'device_del','arguments':{'no':'d'}}");
        talk.ask("{'execute':'no-such'}");
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
    void aScriptThatThrowsIsAnErrorThatSaysSo() throws Exception {
        qemu.when("stop").thenAnswer(request -> {
            throw new IllegalStateException("a mistake");
        });
        assertThat(talk.ask("{'execute':'stop'}"))
                .contains("GenericError", "the answer that a test has scripted for 'stop' threw", "a mistake");
        qemu.when("stop").then(Answer.done().followedBy("STOP", "{}"));
        assertThat(talk.ask("{'execute':'stop'}")).isEqualTo(DONE);
        assertThat(talk.line()).contains("STOP");
    }

    @Test
    void aCommandWithoutAModelSaysHowToScriptIt() throws Exception {
        assertThat(talk.ask("{'execute':'query-sgx'}")).contains("script one: when(\\\"query-sgx\\\").thenReturn(...)");
    }
}
