package org.qmp4j.client.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.framing.Frame;
import org.qmp4j.client.message.Message.EventMessage;
import org.qmp4j.client.message.Message.Failure;
import org.qmp4j.client.message.Message.GreetingMessage;
import org.qmp4j.client.message.Message.Success;
import org.qmp4j.client.peer.Allocation;
import org.qmp4j.protocol.ErrorClass;

/** Messages of a hostile peer that must not keep the reader thread of all connections busy. */
class HostileMessageTest {
    private static final int MANY = 100_000;

    /** The limit for reading any of these messages; each has half a megabyte or more. */
    private static final long MOST_ALLOCATED = 128 * 1024;

    private static Message read(String json) throws MalformedMessageException {
        return MessageReader.read(new Frame.Joined(json.getBytes(ISO_8859_1), 0));
    }

    private static String manyMembers() {
        return IntStream.range(0, MANY).mapToObj(i -> "\"m" + i + "\":" + i).collect(Collectors.joining(",", "{", "}"));
    }

    static Stream<Arguments> hostileMessages() {
        String long1 = "x".repeat(1 << 20);
        String escapes = "\\u0041".repeat(MANY);
        String deep = "[".repeat(1020) + "]".repeat(1020);
        return Stream.of(
                named("an error with unique names", "{\"error\":" + manyMembers() + "}"),
                named("an error with a long description", "{\"error\":{\"desc\":\"" + long1 + "\"}}"),
                named("a description of escapes", "{\"error\":{\"desc\":\"" + escapes + "\"}}"),
                named("a description of NULs", "{\"error\":{\"desc\":\"" + "\0".repeat(MANY * 5) + "\"}}"),
                named("a description of backslashes", "{\"error\":{\"desc\":\"" + "\\\\".repeat(MANY * 3) + "\"}}"),
                named("an error of a long class", "{\"error\":{\"class\":\"" + long1 + "\",\"desc\":\"d\"}}"),
                named("an error of an escaped class", "{\"error\":{\"class\":\"" + escapes + "\"}}"),
                named(
                        "class and desc many times",
                        "{\"error\":{" + "\"class\":\"C\",\"desc\":\"d\",".repeat(MANY) + "\"x\":1}}"),
                named(
                        "long descriptions many times",
                        "{\"error\":{" + ("\"desc\":\"" + "d".repeat(9000) + "\",").repeat(200) + "\"x\":1}}"),
                named("a description that is an object", "{\"error\":{\"desc\":" + manyMembers() + "}}"),
                named("an error that is an array", "{\"error\":[" + "1,".repeat(MANY * 3) + "1]}"),
                named("an error that is a number", "{\"error\":" + "9".repeat(MANY * 6) + "}"),
                named("an error of deep arrays", "{\"error\":{\"a\":[" + (deep + ",").repeat(600) + "1]}}"),
                named("a long id", "{\"return\":1,\"id\":\"" + long1 + "\"}"),
                named("an id of digits", "{\"return\":1,\"id\":" + "1".repeat(MANY * 6) + "}"),
                named("an id that is an object", "{\"error\":{},\"id\":" + manyMembers() + "}"),
                named("both return and error", "{\"error\":" + manyMembers() + ",\"return\":" + manyMembers() + "}"),
                named("an error in an event", "{\"event\":\"E\",\"error\":" + manyMembers() + "}"),
                named("an event of a long name", "{\"event\":\"" + long1 + "\"}"),
                named("an event of an escaped name", "{\"event\":\"" + escapes + "\"}"),
                named("large data", "{\"event\":\"E\",\"data\":" + manyMembers() + "}"),
                named("a timestamp of many members", "{\"event\":\"E\",\"timestamp\":" + manyMembers() + "}"),
                named(
                        "a greeting of many capabilities",
                        "{\"QMP\":{\"capabilities\":[" + "\"a\",".repeat(200_000) + "\"b\"]}}"),
                named("a greeting of a long package", "{\"QMP\":{\"version\":{\"package\":\"" + long1 + "\"}}}"));
    }

    private static Arguments named(String what, String json) {
        return Arguments.of(what, json.getBytes(ISO_8859_1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileMessages")
    void readingAHostileMessageAllocatesLittle(String what, byte[] json) throws MalformedMessageException {
        assertThat(json.length).isGreaterThan(500_000);
        // Once before, because only the first use allocates some objects.
        MessageReader.read(new Frame.Joined(json, 0));
        Allocation allocation = Allocation.ofThisThread();
        Message message = MessageReader.read(new Frame.Joined(json, 0));
        long allocated = allocation.bytes();
        assertThat(message).isNotNull();
        assertThat(allocated).isLessThan(MOST_ALLOCATED);
    }

    static Stream<Arguments> malformedMessages() {
        return Stream.of(
                named("many members", manyMembers()),
                named("the same member many times", "{" + "\"return\":1,".repeat(MANY) + "\"id\":1}"),
                named("a message of no kind", "{\"hello\":\"" + "x".repeat(1 << 20) + "\"}"),
                named("an event whose name is a number", "{\"event\":" + "1".repeat(1 << 20) + "}"),
                named(
                        "a timestamp that is a string",
                        "{\"event\":\"E\",\"timestamp\":\"" + "1".repeat(1 << 20) + "\"}"),
                named(
                        "seconds of many digits",
                        "{\"event\":\"E\",\"timestamp\":{\"seconds\":" + "1".repeat(1 << 20) + "}}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformedMessages")
    void rejectingAHostileMessageAllocatesLittleAndHasAShortMessage(String what, byte[] json) {
        Allocation allocation = Allocation.ofThisThread();
        Throwable refused = null;
        try {
            MessageReader.read(new Frame.Joined(json, 0));
        } catch (MalformedMessageException malformed) {
            refused = malformed;
        }
        long allocated = allocation.bytes();
        assertThat(refused).isNotNull().message().hasSizeLessThan(300);
        assertThat(allocated).isLessThan(MOST_ALLOCATED);
    }

    @Test
    void aLongDescriptionIsCutButTheTextHasAllOfIt() throws MalformedMessageException {
        String json = "{\"error\":{\"class\":\"GenericError\",\"desc\":\"" + "d".repeat(100_000) + "\"},\"id\":7}";
        Failure failure = (Failure) read(json);
        assertThat(failure.description()).isEqualTo("d".repeat(8192) + "... (cut, 100000 bytes)");
        assertThat(failure.id()).isEqualTo("7");
        assertThat(failure.text()).hasToString(json);
    }

    @Test
    void aDescriptionOfExactlyTheLimitIsNotCut() throws MalformedMessageException {
        assertThat(((Failure) read("{\"error\":{\"desc\":\"" + "d".repeat(8192) + "\"}}")).description())
                .isEqualTo("d".repeat(8192));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0041", "\\n", "\\ud83d\\ude00", "\u00e9", "\u20ac", "\ud83d\ude00", "\\\"", "a\\\\"})
    void aCutNeverSplitsACharacter(String unit) throws MalformedMessageException {
        for (int shift = 0; shift < 12; shift++) {
            String json = "{\"error\":{\"desc\":\"" + "x".repeat(shift) + unit.repeat(9000) + "\"}}";
            Failure failure = (Failure) MessageReader.read(new Frame.Joined(json.getBytes(UTF_8), 0));
            String decoded = switch (unit) {
                case "\\u0041" -> "A";
                case "\\n" -> "\n";
                case "\\ud83d\\ude00" -> "\ud83d\ude00";
                case "\\\"" -> "\"";
                case "a\\\\" -> "a\\";
                default -> unit;
            };
            String kept =
                    failure.description().substring(0, failure.description().indexOf("... (cut"));
            String expected = "x".repeat(shift) + decoded.repeat(9000);
            assertThat(expected).startsWith(kept);
            assertThat(kept.length()).isGreaterThan(1000);
            assertThat(kept.codePoints().allMatch(Character::isDefined)).isTrue();
            assertThat(Character.isHighSurrogate(kept.charAt(kept.length() - 1)))
                    .isFalse();
        }
    }

    @Test
    void theLastOfSeveralClassesAndDescriptionsCounts() throws MalformedMessageException {
        Failure failure = (Failure)
                read("{\"error\":{\"class\":\"A\",\"desc\":\"first\",\"class\":\"DeviceNotFound\",\"desc\":\"last\"}}");
        assertThat(failure.errorClass()).isEqualTo(ErrorClass.DEVICE_NOT_FOUND);
        assertThat(failure.description()).isEqualTo("last");
    }

    @Test
    void theLastOfSeveralErrorsCounts() throws MalformedMessageException {
        Failure failure =
                (Failure) read("{\"error\":{\"class\":\"A\",\"desc\":\"first\"},\"error\":{\"class\":\"B\"}}");
        assertThat(failure.errorClass().wireName()).isEqualTo("B");
        assertThat(failure.description()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "null",
                "\"text\"",
                "[1]",
                "{}",
                "{\"class\":5,\"desc\":{}}",
                "{\"class\":null,\"desc\":[1]}"
            })
    void anErrorWithoutReadableMembersIsAGenericError(String error) throws MalformedMessageException {
        Failure failure = (Failure) read("{\"error\":" + error + "}");
        assertThat(failure.errorClass()).isEqualTo(ErrorClass.GENERIC_ERROR);
        assertThat(failure.description()).isEmpty();
    }

    @Test
    void aLongEventNameIsCut() throws MalformedMessageException {
        EventMessage event = (EventMessage) read("{\"event\":\"" + "N".repeat(1000) + "\"}");
        assertThat(event.event().name()).isEqualTo("N".repeat(256) + "... (cut, 1000 bytes)");
        assertThat(event.event().text().length()).isEqualTo(1012);
    }

    @Test
    void aLongIdIsCutSoThatItMatchesNoCall() throws MalformedMessageException {
        assertThat(((Success) read("{\"return\":1,\"id\":" + "1".repeat(1000) + "}")).id())
                .isEqualTo("1".repeat(64) + "...");
    }

    @Test
    void aTooLongGreetingIsRejectedBeforeItIsDecoded() throws MalformedMessageException {
        GreetingMessage greeting =
                (GreetingMessage) read("{\"QMP\":{\"capabilities\":[" + "\"a\",".repeat(3000) + "\"b\"]}}");
        assertThatThrownBy(greeting::greeting)
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("a greeting has 12022 bytes, more than the limit of 8192");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\x", "\\u00g0"})
    void anInvalidEscapeIsRejected(String escape) {
        assertThatThrownBy(() -> read("{\"error\":{\"desc\":\"" + escape + "\"}}"))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageStartingWith("a message is not valid JSON");
    }

    @Test
    void halfASurrogatePairIsAccepted() throws MalformedMessageException {
        assertThat(((Failure) read("{\"error\":{\"desc\":\"\\ud83d\"}}")).description())
                .isEqualTo("\ud83d");
    }
}
