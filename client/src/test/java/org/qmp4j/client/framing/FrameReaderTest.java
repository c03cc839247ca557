package org.qmp4j.client.framing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
    private static final String PRETTY = """
            {\r
                "return": {\r
                    "running": true,\r
                    "list": [\r
                        1,\r
                        {}\r
                    ]\r
                }\r
            }""";

    private final List<String> frames = new ArrayList<>();
    private final FrameReader reader = new FrameReader(new FrameLimits(1000, 5));

    // Each character is one byte.
    private void read(String bytes) throws FramingException {
        byte[] buffer = ("##" + bytes + "##").getBytes(ISO_8859_1);
        reader.read(
                buffer,
                2,
                buffer.length - 4,
                frame -> frames.add(new String(frame.text().toByteArray(), ISO_8859_1)));
    }

    private void readByteByByte(String bytes) throws FramingException {
        for (int i = 0; i < bytes.length(); i++) {
            read(bytes.substring(i, i + 1));
        }
    }

    @Test
    void oneMessageInOneReadIsOneFrame() throws FramingException {
        read("{\"return\": {}}\r\n");
        assertThat(frames).containsExactly("{\"return\": {}}");
    }

    @Test
    void twoMessagesInOneReadAreTwoFrames() throws FramingException {
        read("{\"a\": 1}\r\n{\"b\": 2}\r\n");
        assertThat(frames).containsExactly("{\"a\": 1}", "{\"b\": 2}");
    }

    @Test
    void messagesNeedNoSeparator() throws FramingException {
        read("{}{\"a\":[]}{}");
        assertThat(frames).containsExactly("{}", "{\"a\":[]}", "{}");
    }

    @Test
    void aMessageOverManyLinesIsOneFrame() throws FramingException {
        read(PRETTY + "\r\n" + PRETTY + "\r\n");
        assertThat(frames).containsExactly(PRETTY, PRETTY);
    }

    @Test
    void aMessageThatComesByteByByteIsOneFrame() throws FramingException {
        readByteByByte(PRETTY + "\r\n");
        assertThat(frames).containsExactly(PRETTY);
    }

    @Test
    void aFrameIsDeliveredAsSoonAsItsLastByteComes() throws FramingException {
        read("{\"a\": 1");
        assertThat(frames).isEmpty();
        read("}");
        assertThat(frames).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"id": 7}                             | 0
            {"return":{},"id":7}                  | 12
            {"id": "{}[]", "return": []}          | 27
            {"return": {"a": [{}, [1]]}, "b": {}} | 27
            {"a}]": "\\"]}", "long": "0123456789", "return": [[[[0]], [1, 2, 3, 4]]], "x": [[]]} | 71
            """)
    void aFrameKnowsWhereItsFirstNestedValueEnds(String json, int end) throws FramingException {
        List<Integer> ends = new ArrayList<>();
        byte[] bytes = (json + json).getBytes(ISO_8859_1);
        reader.read(bytes, 0, bytes.length, frame -> ends.add(((Frame.Joined) frame).firstNestedEnd()));
        for (int i = 0; i < bytes.length; i++) {
            reader.read(bytes, i, 1, frame -> ends.add(((Frame.Joined) frame).firstNestedEnd()));
        }
        assertThat(ends).containsExactly(end, end, end, end);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", " ", "\t", "\u00ff", "\n\u00ff", "\u00ff\u00ff \r\n\u00ff"})
    void whiteSpaceAndSentinelsBetweenMessagesAreIgnored(String between) throws FramingException {
        read(between + "{\"a\": 1}" + between + "{\"b\": 2}" + between);
        assertThat(frames).containsExactly("{\"a\": 1}", "{\"b\": 2}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": \"}\"}",
                "{\"a\": \"{[\"}",
                "{\"}\": 1}",
                "{\"a\": \"\\\"\"}",
                "{\"a\": \"\\\\\"}",
                "{\"a\": \"\\\\\\\"}\"}",
                "{\"a\": \"\\u007d\"}",
                "{\"a\": [\"]\", \"\\\"]\"]}",
                "{\"a\": \"\u00c3\u00a9\"}"
            })
    void bracesInsideAStringDoNotEndAFrame(String message) throws FramingException {
        read(message);
        readByteByByte(message);
        assertThat(frames).containsExactly(message, message);
    }

    @Test
    void anEscapeMayBeSplitBetweenTwoReads() throws FramingException {
        read("{\"a\": \"\\");
        read("\"}\\");
        read("\\\"}");
        assertThat(frames).containsExactly("{\"a\": \"\\\"}\\\\\"}");
    }

    @Test
    void everyFrameHasItsOwnArray() throws FramingException {
        List<byte[]> arrays = new ArrayList<>();
        byte[] buffer = "{\"a\":1}".getBytes(ISO_8859_1);
        reader.read(buffer, 0, buffer.length, frame -> arrays.add(((Frame.Joined) frame).json()));
        buffer[5] = '2';
        reader.read(buffer, 0, buffer.length, frame -> arrays.add(((Frame.Joined) frame).json()));
        buffer[5] = '3';
        assertThat(arrays.stream().map(array -> new String(array, ISO_8859_1)))
                .containsExactly("{\"a\":1}", "{\"a\":2}");
    }

    @Test
    void aMessageOfExactlyTheLimitIsAccepted() throws FramingException {
        String message = "{\"a\":\"" + "x".repeat(992) + "\"}";
        read(message);
        readByteByByte(message);
        assertThat(message).hasSize(1000);
        assertThat(frames).containsExactly(message, message);
    }

    @Test
    void theErrorForATooLongMessageNamesTheLimit() {
        String message = "{\"a\":\"" + "x".repeat(993) + "\"}";
        assertThatThrownBy(() -> read(message))
                .isInstanceOf(FramingException.class)
                .hasMessageContaining("1000 bytes");
    }

    @Test
    void aMessageThatNeverEndsIsRejectedAtTheLimit() throws FramingException {
        readByteByByte("{" + " ".repeat(999));
        assertThatThrownBy(() -> read(" ")).isInstanceOf(FramingException.class).hasMessageContaining("1000 bytes");
    }

    @Test
    void theLimitAppliesToEachMessageAndNotToTheirSum() throws FramingException {
        String message = "{\"a\":\"" + "x".repeat(600) + "\"}";
        read(message + message + message);
        assertThat(frames).hasSize(3);
    }

    @Test
    void nestingIsAcceptedUpToTheLimitAndRejectedBeyondIt() throws FramingException {
        read("{\"a\":[[[[]]]]}");
        assertThat(frames).hasSize(1);
        assertThatThrownBy(() -> read("{\"a\":[[[[["))
                .isInstanceOf(FramingException.class)
                .hasMessageContaining("limit of 5");
    }

    @Test
    void theErrorForGarbageShowsItsFirstBytes() {
        assertThatThrownBy(() -> read("HTTP/1.1 400 Bad Request\r\n\r\n"))
                .isInstanceOf(FramingException.class)
                .hasMessageContaining("\"HTTP/1.1 400 Bad Request\\x0d\\x0a\\x0d\\x0a\"");
    }

    @Test
    void theErrorForLongGarbageShowsOnlyItsBeginning() {
        assertThatThrownBy(() -> read("SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3 and much more of it"))
                .isInstanceOf(FramingException.class)
                .hasMessageContaining("\"SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3 a\"...");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[1]", "\"text\"", "1", "null", "}", "\u0000", "\u00ef\u00bb\u00bf{}", "\u0016\u0003\u0001"})
    void bytesThatDoNotBeginAnObjectAreRejected(String bytes) {
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(FramingException.class)
                .hasMessageContaining("expected a JSON object");
    }

    @Test
    void aMessageIsDeliveredBeforeGarbageAfterItIsRejected() {
        assertThatThrownBy(() -> read("{\"a\": 1} oops")).isInstanceOf(FramingException.class);
        assertThat(frames).containsExactly("{\"a\": 1}");
    }

    @Test
    void everythingBeforeTheSentinelCanBeSkipped() throws FramingException {
        reader.skipToSentinel();
        read("halves\"}]\r\n{\"return\": 1}\r\n{\"error\": {\"class\"\u00ff{\"return\": 2}\n");
        assertThat(frames).containsExactly("{\"return\": 2}");
    }

    @Test
    void skippingContinuesOverSeveralReadsUntilTheSentinel() throws FramingException {
        reader.skipToSentinel();
        readByteByByte("{\"return\": 1}\n{\"return\": 2}\n");
        assertThat(frames).isEmpty();
        readByteByByte("\u00ff{\"return\": 3}\n");
        assertThat(frames).containsExactly("{\"return\": 3}");
    }

    @Test
    void skippingDropsAnUnfinishedMessage() throws FramingException {
        read("{\"return\": \"half \\");
        reader.skipToSentinel();
        read("rest\u00ff{\"return\": 2}\n");
        assertThat(frames).containsExactly("{\"return\": 2}");
    }

    @Test
    void skippingEndsAtTheFirstSentinel() throws FramingException {
        reader.skipToSentinel();
        read("x\u00ff{\"return\": 1}\u00ff{\"return\": 2}");
        assertThat(frames).containsExactly("{\"return\": 1}", "{\"return\": 2}");
    }
}
