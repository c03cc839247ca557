package org.qmp4j.client.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.framing.Frame;
import org.qmp4j.client.message.Message.EventMessage;
import org.qmp4j.client.message.Message.Failure;
import org.qmp4j.client.message.Message.GreetingMessage;
import org.qmp4j.client.message.Message.Success;
import org.qmp4j.protocol.Capability;
import org.qmp4j.protocol.ErrorClass;
import org.qmp4j.protocol.Greeting;
import org.qmp4j.protocol.QemuVersion;
import org.qmp4j.protocol.RawEvent;

class MessageReaderTest {
    private static Message read(String json) throws MalformedMessageException {
        return MessageReader.read(new Frame.Joined(json.getBytes(UTF_8), 0));
    }

    private static RawEvent event(String json) throws MalformedMessageException {
        return ((EventMessage) read(json)).event();
    }

    private static Greeting greeting(String json) throws MalformedMessageException {
        return ((GreetingMessage) read(json)).greeting();
    }

    @Test
    void aGreetingHasVersionAndCapabilities() throws MalformedMessageException {
        assertThat(greeting("{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 22, \"minor\": 2, \"major\": 7}, "
                        + "\"package\": \"Debian 1:7.2+dfsg-7+deb12u18\"}, \"capabilities\": [\"oob\", \"new-one\"]}}"))
                .satisfies(greeting -> {
                    assertThat(greeting.version()).isEqualTo(new QemuVersion(7, 2, 22, "Debian 1:7.2+dfsg-7+deb12u18"));
                    assertThat(greeting.capabilities())
                            .containsExactlyInAnyOrder(Capability.OUT_OF_BAND, Capability.of("new-one"));
                });
    }

    @Test
    void aGreetingMayLackVersionAndCapabilities() throws MalformedMessageException {
        assertThat(greeting("{\"QMP\": {}}")).isEqualTo(greeting("{\"QMP\":{\"capabilities\":[],\"version\":{}}}"));
        assertThat(greeting("{\"QMP\": {}}").version()).hasToString("0.0.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"QMP\": {\"version\": }}", "{\"QMP\": {\"capabilities\": [{}]}}"})
    void anInvalidGreetingIsMalformedWhenItIsDecoded(String json) {
        assertThatThrownBy(() -> greeting(json)).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void aSuccessHasItsIdAndItsValueAsText() throws MalformedMessageException {
        Success success = (Success) read("{\"return\": {\"running\": true}, \"id\": 42}");
        assertThat(success.id()).isEqualTo("42");
        assertThat(success.value()).hasToString("{\"running\": true}");
        assertThat(success.text()).hasToString("{\"return\": {\"running\": true}, \"id\": 42}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "true", "-1", "1.5e3", "\"te\\\"xt\"", "[{\"a\":\"}\"}]"})
    void aSuccessMayHaveAnyValue(String value) throws MalformedMessageException {
        assertThat(((Success) read("{\"return\":" + value + "}")).value()).hasToString(value);
        assertThat(((Success) read("{ \"return\" : " + value + " , \"id\" : 1 }")).value())
                .hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"7\"", "\"qmp4j-00ff\"", "null", "{\"a\": 1}", "[1, 2]"})
    void anIdKeepsItsSpelling(String id) throws MalformedMessageException {
        assertThat(((Success) read("{\"id\": " + id + ", \"return\": {}}")).id())
                .isEqualTo(id);
    }

    @Test
    void aReplyMayHaveNoId() throws MalformedMessageException {
        assertThat(((Success) read("{\"return\": {}}")).id()).isNull();
    }

    @Test
    void aFailureHasClassAndDescription() throws MalformedMessageException {
        Failure failure = (Failure) read("{\"id\": 3, \"error\": {\"class\": \"CommandNotFound\", "
                + "\"desc\": \"The command x\\\"\\u00e9 has not been found\"}}");
        assertThat(failure.id()).isEqualTo("3");
        assertThat(failure.errorClass()).isEqualTo(ErrorClass.COMMAND_NOT_FOUND);
        assertThat(failure.description()).isEqualTo("The command x\"\u00e9 has not been found");
    }

    @Test
    void anUnknownErrorClassKeepsItsName() throws MalformedMessageException {
        Failure failure = (Failure) read("{\"error\": {\"class\": \"BrandNew\", \"desc\": \"d\"}}");
        assertThat(failure.errorClass().wireName()).isEqualTo("BrandNew");
    }

    @Test
    void anEventHasNameTimeAndData() throws MalformedMessageException {
        RawEvent event = event("{\"timestamp\": {\"seconds\": 1700000000, \"microseconds\": 250001}, "
                + "\"event\": \"SHUTDOWN\", \"data\": {\"guest\": false, \"reason\": \"host-qmp-quit\"}}");
        assertThat(event.name()).isEqualTo("SHUTDOWN");
        assertThat(event.timestamp()).contains(Instant.ofEpochSecond(1_700_000_000L, 250_001_000));
        assertThat(event.data().get("reason").stringValue()).isEqualTo("host-qmp-quit");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"event\": \"E\", \"data\": {\"a\": 1}, \"timestamp\": {\"microseconds\": 5, \"seconds\": 4}}",
                "{\"data\": {\"a\": 1}, \"timestamp\": {\"seconds\": 4, \"microseconds\": 5}, \"event\": \"E\"}",
                "{\"timestamp\":{\"seconds\":4,\"microseconds\":5},\"data\":{\"a\":1},\"event\":\"E\"}",
                "{\r\n\t\"event\" :\r\n \"E\",\n\"timestamp\"\n:{ \"seconds\" : 4 , \"microseconds\" : 5 } , \"data\":{\"a\":1}}"
            })
    void membersMayComeInAnyOrderWithAnyWhiteSpace(String json) throws MalformedMessageException {
        RawEvent event = event(json);
        assertThat(event.name()).isEqualTo("E");
        assertThat(event.timestamp()).contains(Instant.ofEpochSecond(4, 5000));
        assertThat(event.data().get("a").intValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"-1,-1", "-1,0", "-5,10"})
    void aTimeThatQemuCouldNotReadIsAbsent(long seconds, long microseconds) throws MalformedMessageException {
        assertThat(event("{\"event\": \"E\", \"timestamp\": {\"seconds\": " + seconds + ", \"microseconds\": "
                                + microseconds + "}}")
                        .timestamp())
                .isEmpty();
    }

    @Test
    void anEventMayHaveNoTimestamp() throws MalformedMessageException {
        assertThat(event("{\"event\": \"E\"}").timestamp()).isEmpty();
    }

    @Test
    void anEventNameMayContainEscapes() throws MalformedMessageException {
        assertThat(event("{\"event\": \"S\\u0054OP\"}").name()).isEqualTo("STOP");
    }

    @Test
    void unknownMembersAreIgnored() throws MalformedMessageException {
        Success success = (Success) read("{\"new\": {\"return\": 1, \"id\": 2}, \"return\": 3, \"newer\": [\"}\"]}");
        assertThat(success.value()).hasToString("3");
        assertThat(success.id()).isNull();
    }

    @Test
    void membersOfAValueAreNotMembersOfTheMessage() throws MalformedMessageException {
        Success success = (Success) read("{\"return\": {\"event\": \"STOP\", \"error\": {}, \"id\": 9}, \"id\": 1}");
        assertThat(success.id()).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"id\": 1}",
                "{\"Return\": {}}",
                "{\"return\"}",
                "{\"return\" 1}",
                "{\"return\":}",
                "{\"return\": {},}",
                "{\"return\": {} \"id\": 1}",
                "{,\"return\": {}}",
                "{return: 1}",
                "{\"return\": \"}",
                "{\"error\": {\"class\" \"desc\"}}",
                "{\"error\": [1}",
                "{\"event\": \"E\", \"timestamp\": 5}",
                "{\"event\": \"E\", \"timestamp\": {\"seconds\": \"now\", \"microseconds\": 0}}",
                "{\"event\": \"E\", \"timestamp\": {\"seconds\": 1.5, \"microseconds\": 0}}",
                "{\"event\": \"E\", \"timestamp\": {\"seconds\": 9223372036854775807, \"microseconds\": 0}}",
                "{\"event\": \"E\", \"timestamp\": {\"seconds\": 1, \"microseconds\": 9223372036854775807}}",
                "{\"event\": {\"a\": 1}}"
            })
    void anInvalidMessageIsMalformed(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(MalformedMessageException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": \"hush\" \"hush\"}",
                "{\"event\": [\"hush\"]}",
                "{\"id\": hush, \"return\": \"hush\"]",
                "{\"error\": {\"class\": \"a\", \"desc\": \"\\hush\"}}"
            })
    void theErrorForAMalformedMessageDoesNotRepeatItsContent(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOfSatisfying(MalformedMessageException.class, broken -> {
            StringWriter trace = new StringWriter();
            broken.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).doesNotContain("hush");
        });
    }

    @Test
    void theErrorForAMessageOfUnknownKindDoesNotRepeatItsContent() {
        String json = "{\"hello\": \"hush\"}";
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("a message of 17 bytes is neither a greeting nor a reply nor an event");
    }
}
