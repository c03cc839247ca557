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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /** The replay sends the messages of each version's recording unchanged, and in the same order. */
    @ParameterizedTest
    @ValueSource(strings = {"7.2", "10.0", "11.1"})
    void aRecordedSessionIsReplayedUnchanged(String version) throws Exception {
        List<String> lines = recorded(version);
        try (Replay replay = Replay.start(Transcript.of(lines), Replay.Order.STRICT);
                RawClient client = new RawClient(replay.address())) {
            int answers = 0;
            for (String line : lines) {
                JsonNode json = JsonMapper.shared().readTree(line);
                if (json.path("from").asString("").equals("client")) {
                    client.send(json.get("message").toString());
                } else if (json.has("message")) {
                    JsonNode sent = JsonMapper.shared().readTree(client.line());
                    assertThat(sent.path("event")).isEqualTo(json.at("/message/event"));
                    assertThat(sent.path("return")).as(line + sent).isEqualTo(json.at("/message/return"));
                    assertThat(sent.path("error")).isEqualTo(json.at("/message/error"));
                    answers++;
                }
            }
            assertThat(answers).isGreaterThan(15);
            assertThatExceptionOfType(EOFException.class).as("it has quit").isThrownBy(client::line);
            assertThat(replay.differences()).isEmpty();
            assertThat(replay.missing()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"7.2", "10.0", "11.1"})
    void aTranscriptContainsNoSecret(String version) throws Exception {
        String whole = String.join("\n", recorded(version));
        assertThat(whole)
                .contains("\"qom-type\":\"secret\"", "\"data\":\"***\"")
                .doesNotContain("horse");
    }

    @Test
    void eventsAfterANegotiationAreReplayedAfterIt() throws Exception {
        List<String> listening = new ArrayList<>(SHORT.subList(0, 4));
        listening.add("{'t':5,'from':'qemu','message':{'event':'STOP'}}".replace('\'', '"'));
        listening.add("{'t':6,'from':'qemu','message':{'event':'RESUME'}}".replace('\'', '"'));
        try (Replay replay = Replay.start(Transcript.of(listening), Replay.Order.STRICT)) {
            try (RawClient client = RawClient.negotiated(replay.address())) {
                assertThat(client.line()).contains("\"event\": \"STOP\"");
                assertThat(client.line()).contains("\"event\": \"RESUME\"");
            }
            try (RawClient second = RawClient.negotiated(replay.address())) {
                assertThat(second.ask("{'execute':'stop'}"))
                        .as("no event was recorded for it")
                        .contains("error");
            }
        }
    }

    @Test
    void aStrictReplayReportsADifferenceAndContinues() throws Exception {
        try (Replay replay = Replay.start(Transcript.of(SHORT), Replay.Order.STRICT);
                RawClient client = RawClient.negotiated(replay.address())) {
            assertThat(client.ask("{'execute':'query-name','id':'a'}"))
                    .contains(
                            "\"id\": \"a\"", "the transcript has 'stop' (line 5) next, and what came is 'query-name'");
            assertThat(client.ask("{'execute':'stop','id':'b'}")).contains("STOP");
            assertThat(client.line()).isEqualTo("{\"return\": {}, \"id\": \"b\"}");
            assertThat(replay.differences()).hasSize(1);
            assertThat(replay.missing()).containsExactly("'query-name' (line 8)", "'query-name' (line 10)");
        }
    }

    @Test
    void aLenientReplayAcceptsAnyOrderAndRepeatsTheLastReply() throws Exception {
        try (Replay replay = Replay.start(Transcript.of(SHORT), Replay.Order.LENIENT);
                RawClient client = RawClient.negotiated(replay.address())) {
            assertThat(client.ask("{'execute':'query-name'}")).contains("one");
            assertThat(client.ask("{'execute':'query-name'}")).contains("two");
            assertThat(client.ask("{'execute':'query-name'}")).contains("two");
            assertThat(client.ask("{'execute':'stop'}")).contains("STOP");
            assertThat(client.line()).isEqualTo("{\"return\": {}}");
            assertThat(client.ask("{'execute':'cont'}")).contains("the transcript has no 'cont'");
        }
    }

    /** A job whose name is random, from its start to its end. */
    private static List<String> job(String id, String node) {
        return Stream.of(
                        "{'t':0,'is':'connected'}",
                        "{'t':1,'from':'qemu','message':{'QMP':{'version':{},'capabilities':['oob']}}}",
                        "{'t':2,'from':'client','message':{'execute':'qmp_capabilities'}}",
                        "{'t':3,'from':'qemu','message':{'return':{}}}",
                        "{'t':4,'from':'client','message':{'execute':'block-stream','arguments':" + "{'job-id':'" + id
                                + "','device':'" + node + "'},'id':1}}",
                        "{'t':5,'from':'qemu','message':{'event':'JOB_STATUS_CHANGE','data':"
                                + "{'status':'created','id':'" + id + "'}}}",
                        "{'t':6,'from':'qemu','message':{'return':{},'id':1}}",
                        "{'t':7,'from':'client','message':{'execute':'query-jobs','id':2}}",
                        "{'t':8,'from':'qemu','message':{'return':[{'id':'" + id + "'}],'id':2}}",
                        "{'t':9,'from':'client','message':{'execute':'job-dismiss','arguments':{'id':'" + id
                                + "'},'id':3}}",
                        "{'t':10,'from':'qemu','message':{'error':{'class':'GenericError','desc':'" + id
                                + " in use'},'id':3}}")
                .map(line -> line.replace('\'', '"'))
                .toList();
    }

    private static String stream(String id, String node) {
        return "{'execute':'block-stream','arguments':{'job-id':'" + id + "','device':'" + node + "'}}";
    }

    @ParameterizedTest
    @CsvSource({
        "job-8f3a21, job-07c9d4",
        "job-1234567890abcdef, job-abcdefabcdefabcd",
        "12a4b678-aaaa-bbbb-cccc-0123456789ab, 00000000-dddd-1111-eeee-ffffffffffff",
        "x.8F3A2100.y, x.deadbeef.y"
    })
    void aRandomNameIsReplacedByTheReceivedOne(String recorded, String came) throws Exception {
        try (Replay replay = Replay.start(Transcript.of(job(recorded, "disk")), Replay.Order.STRICT);
                RawClient client = RawClient.negotiated(replay.address())) {
            assertThat(client.ask(stream(came, "disk"))).contains("\"id\": \"" + came + "\"");
            assertThat(client.line()).contains("return");
            assertThat(client.ask("{'execute':'query-jobs'}")).contains("\"id\": \"" + came + "\"");
            assertThat(client.ask("{'execute':'job-dismiss','arguments':{'id':'" + came + "'}}"))
                    .contains("\"desc\": \"" + came + " in use\"");
            assertThat(replay.differences()).isEmpty();
            assertThat(replay.missing()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "job-8f3a21, job-8f3a2",
        "job-8f3a21, disk-8f3a",
        "job-8f3a21, job-8f3a2x",
        "job-8f3a21, jot-07c9d4",
        "job-12345, job-12346",
        "decade, facade",
        "12a4b678-aaaa-bbbb-cccc-0123456789ab, 12a4b678-aaaa-bbbb-cccca0123456789ab"
    })
    void aNameOfAnotherFormIsADifference(String recorded, String came) throws Exception {
        try (Replay replay = Replay.start(Transcript.of(job(recorded, "disk")), Replay.Order.STRICT);
                RawClient client = RawClient.negotiated(replay.address())) {
            assertThat(client.ask(stream(came, "disk"))).contains("error");
            assertThat(client.ask(stream(recorded, "disk"))).contains("created");
            assertThat(replay.differences()).hasSize(1);
        }
    }

    @Test
    void aReplacedNameKeepsItsReplacement() throws Exception {
        try (Replay replay = Replay.start(Transcript.of(job("job-8f3a21", "disk-111111")), Replay.Order.STRICT);
                RawClient client = RawClient.negotiated(replay.address())) {
            assertThat(client.ask(stream("job-07c9d4", "disk-07c9d4")))
                    .as("one name for two")
                    .contains("error");
            assertThat(client.ask(stream("job-07c9d4", "disk-222222"))).contains("created");
            client.line();
            client.ask("{'execute':'query-jobs'}");
            assertThat(client.ask("{'execute':'job-dismiss','arguments':{'id':'job-222222'}}"))
                    .as("the name of something else")
                    .contains("next, and what came is");
        }
    }

    @Test
    void inALenientReplayASecondJobCanHaveAnotherName() throws Exception {
        try (Replay replay = Replay.start(Transcript.of(job("job-8f3a21", "disk")), Replay.Order.LENIENT);
                RawClient client = RawClient.negotiated(replay.address())) {
            for (String id : List.of("job-07c9d4", "job-aaaaaa")) {
                assertThat(client.ask(stream(id, "disk"))).contains("\"id\": \"" + id + "\"");
                client.line();
                assertThat(client.ask("{'execute':'query-jobs'}")).contains("\"id\": \"" + id + "\"");
            }
            assertThat(replay.differences()).isEmpty();
        }
    }

    @Test
    void anInvalidTranscriptIsRejectedWithItsLine() {
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
