package org.qmp4j.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReplayTest {
    private static final List<String> SHORT = List.of(
            "{'t':0,'is':'connected'}".replace('\'', '"'),
            "{'t':1,'from':'qemu','message':{'QMP':{'version':{},'capabilities':['oob']}}}".replace('\'', '"'),
            "{'t':2,'from':'client','message':{'execute':'qmp_capabilities'}}".replace('\'', '"'),
            "{'t':3,'from':'qemu','message':{'return':{}}}".replace('\'', '"'),
            "{'t':4,'from':'client','message':{'execute':'stop','id':1}}".replace('\'', '"'),
            "{'t':5,'from':'qemu','message':{'event':'STOP'}}".replace('\'', '"'),
            "{'t':6,'from':'qemu','message':{'return':{},'id':1}}".replace('\'', '"'),
            "{'t':7,'from':'client','message':{'execute':'query-name','id':2}}".replace('\'', '"'),
            "{'t':8,'from':'qemu','message':{'return':{'name':'one'},'id':2}}".replace('\'', '"'),
            "{'t':9,'from':'client','message':{'execute':'query-name','id':3}}".replace('\'', '"'),
            "{'t':10,'from':'qemu','message':{'return':{'name':'two'},'id':3}}".replace('\'', '"'),
            "{'t':11,'is':'disconnected','by':'client'}".replace('\'', '"'));

    private static List<String> recorded(String version) throws Exception {
        try (InputStream in = ReplayTest.class.getResourceAsStream("qemu-" + version + ".ndjson")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    /** What QEMU of each version has said, it says again, to the same words and in the same order. */
    @ParameterizedTest
    @ValueSource(strings = {"7.2", "10.0", "11.1"})
    void aRecordedSessionIsReplayedAsItWas(String version) throws Exception {
        List<String> lines = recorded(version);
        try (Replay replay = Replay.start(Transcript.of(lines), Replay.Order.STRICT);
                Talk talk = new Talk(replay.address())) {
            int answers = 0;
            for (String line : lines) {
                JsonNode json = JsonMapper.shared().readTree(line);
                if (json.path("from").asString("").equals("client")) {
                    talk.say(json.get("message").toString());
                } else if (json.has("message")) {
                    JsonNode said = JsonMapper.shared().readTree(talk.line());
                    assertThat(said.path("event")).isEqualTo(json.at("/message/event"));
                    assertThat(said.path("return")).as(line + said).isEqualTo(json.at("/message/return"));
                    assertThat(said.path("error")).isEqualTo(json.at("/message/error"));
                    answers++;
                }
            }
            assertThat(answers).isGreaterThan(15);
            assertThatExceptionOfType(EOFException.class).as("it has quit").isThrownBy(talk::line);
            assertThat(replay.differences()).isEmpty();
            assertThat(replay.missing()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"7.2", "10.0", "11.1"})
    void noSecretIsInATranscript(String version) throws Exception {
        String whole = String.join("\n", recorded(version));
        assertThat(whole)
                .contains("\"qom-type\":\"secret\"", "\"data\":\"***\"")
                .doesNotContain("horse");
    }

    @Test
    void eventsThatFollowedANegotiationFollowItAgain() throws Exception {
        List<String> listening = new ArrayList<>(SHORT.subList(0, 4));
        listening.add("{'t':5,'from':'qemu','message':{'event':'STOP'}}".replace('\'', '"'));
        listening.add("{'t':6,'from':'qemu','message':{'event':'RESUME'}}".replace('\'', '"'));
        try (Replay replay = Replay.start(Transcript.of(listening), Replay.Order.STRICT)) {
            try (Talk talk = Talk.negotiated(replay.address())) {
                assertThat(talk.line()).contains("\"event\": \"STOP\"");
                assertThat(talk.line()).contains("\"event\": \"RESUME\"");
            }
            try (Talk second = Talk.negotiated(replay.address())) {
                assertThat(second.ask("{'execute':'stop'}"))
                        .as("no event was recorded for it")
                        .contains("error");
            }
        }
    }

    @Test
    void strictlyTheFirstDifferenceIsToldAndTheRestGoesOn() throws Exception {
        try (Replay replay = Replay.start(Transcript.of(SHORT), Replay.Order.STRICT);
                Talk talk = Talk.negotiated(replay.address())) {
            assertThat(talk.ask("{'execute':'query-name','id':'a'}"))
                    .contains(
                            "\"id\": \"a\"", "the transcript has 'stop' (line 5) next, and what came is 'query-name'");
            assertThat(talk.ask("{'execute':'stop','id':'b'}")).contains("STOP");
            assertThat(talk.line()).isEqualTo("{\"return\": {}, \"id\": \"b\"}");
            assertThat(replay.differences()).hasSize(1);
            assertThat(replay.missing()).containsExactly("'query-name' (line 8)", "'query-name' (line 10)");
        }
    }

    @Test
    void lenientlyAnyOrderWillDoAndTheLastAnswerRepeats() throws Exception {
        try (Replay replay = Replay.start(Transcript.of(SHORT), Replay.Order.LENIENT);
                Talk talk = Talk.negotiated(replay.address())) {
            assertThat(talk.ask("{'execute':'query-name'}")).contains("one");
            assertThat(talk.ask("{'execute':'query-name'}")).contains("two");
            assertThat(talk.ask("{'execute':'query-name'}")).contains("two");
            assertThat(talk.ask("{'execute':'stop'}")).contains("STOP");
            assertThat(talk.line()).isEqualTo("{\"return\": {}}");
            assertThat(talk.ask("{'execute':'cont'}")).contains("the transcript has no 'cont'");
        }
    }

    @Test
    void whatIsNoTranscriptIsRefusedWithItsLine() {
        assertThatThrownBy(() -> Transcript.of(List.of(SHORT.get(0), "{\"t\":")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2 is no JSON");
        assertThatThrownBy(() -> Transcript.of(List.of("{}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 1");
        assertThatThrownBy(() -> Transcript.of(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("greeting");
    }
}
