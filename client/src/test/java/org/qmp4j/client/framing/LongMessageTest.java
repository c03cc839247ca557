package org.qmp4j.client.framing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.qmp4j.client.message.MalformedMessageException;
import org.qmp4j.client.message.Message;
import org.qmp4j.client.message.MessageReader;
import org.qmp4j.client.peer.Allocation;

/** The reader thread of all connections must never process a whole long message at once. */
class LongMessageTest {
    private static final int MIB = 1 << 20;

    /** How many bytes are read from a socket at once. */
    private static final int READ = 16 * 1024;

    /** For one read: a new piece of a mebibyte, and never the length of the message. */
    private static final long MOST_ALLOCATED = MIB + 64 * 1024;

    private static final String LONG = "x".repeat(12 * MIB);
    private static final String MANY = "{\"a\":[1,{}],\"b\":\"}\"},".repeat(500_000);
    private static final String CUT = "d".repeat(8192) + "... (cut, " + LONG.length() + " bytes)";

    /** Reads messages like a connection, and notes how much the largest read allocated. */
    private static final class Reads implements FrameSink {
        private final List<Message> messages = new ArrayList<>();
        private long mostAllocated;

        void read(byte[] stream) throws FramingException {
            FrameReader reader = new FrameReader(new FrameLimits(96 * MIB, 1024));
            for (int start = 0; start < stream.length; start += READ) {
                Allocation allocation = Allocation.ofThisThread();
                reader.read(stream, start, Math.min(READ, stream.length - start), this);
                mostAllocated = Math.max(mostAllocated, allocation.bytes());
            }
        }

        @Override
        public void frame(Frame frame) {
            try {
                messages.add(MessageReader.read(frame));
            } catch (MalformedMessageException broken) {
                throw new AssertionError(broken);
            }
        }
    }

    static Stream<Arguments> messages() {
        String array = "[" + MANY + "0]";
        String object = "{\"list\":" + array + ",\"last\":true}";
        return Stream.of(
                message("a string first", "{\"return\": \"" + LONG + "\", \"id\": 7}", success("\"" + LONG + "\"")),
                message("a string last", "{\"id\": 7, \"return\": \"" + LONG + "\"}", success("\"" + LONG + "\"")),
                message("an object first", "{\"return\": " + object + ", \"id\": 7}", success(object)),
                message("an array last", "{\"id\": 7, \"return\": " + array + "}", success(array)),
                message(
                        "escapes",
                        "{\"id\": 7, \"return\": \"" + "\\\"".repeat(5 * MIB) + "\"}",
                        success("\"" + "\\\"".repeat(5 * MIB) + "\"")),
                message("an unknown member", "{\"id\": 7, \"x\": \"" + LONG + "\", \"return\": {}}", success("{}")),
                message("a name", "{\"id\": 7, \"" + LONG + "\": 1, \"return\": {}}", success("{}")),
                message("digits", "{\"id\": 7, \"x\": " + "1".repeat(12 * MIB) + ", \"return\": {}}", success("{}")),
                message(
                        "an id",
                        "{\"return\": {}, \"id\": \"" + LONG + "\"}",
                        "success \"" + "x".repeat(63) + "... {}"),
                message("white space", "{\"id\": 7," + " ".repeat(95 * MIB) + "\"return\": {}}", success("{}")),
                message(
                        "a description",
                        "{\"error\": {\"class\": \"DeviceNotFound\", \"desc\": \"" + LONG.replace('x', 'd')
                                + "\"}, \"id\": 7}",
                        "failure 7 DeviceNotFound " + CUT),
                message(
                        "an error of many members",
                        "{\"error\": {\"class\": \"A\", \"desc\": \"b\", " + "\"m\": {},".repeat(MIB)
                                + "\"z\": 1}, \"id\": 7}",
                        "failure 7 A b"),
                message(
                        "the data of an event",
                        "{\"timestamp\": {\"seconds\": 5, \"microseconds\": 6}, \"event\": \"E\", \"data\": " + object
                                + "}",
                        "event E 1970-01-01T00:00:05.000006Z " + object));
    }

    private static Arguments message(String what, String json, String expected) {
        return Arguments.of(what, json, expected);
    }

    private static String success(String value) {
        return "success 7 " + value;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void aLongMessageIsReadWithoutALargeAllocationInAnyRead(String what, String json, String expected)
            throws FramingException {
        byte[] stream = (json + "\r\n{\"return\": [], \"id\": 8}\r\n").getBytes(ISO_8859_1);
        // Once before, because only the first use allocates some objects.
        new Reads().read(("{\"return\": \"" + "x".repeat(MIB) + "\"}").getBytes(ISO_8859_1));
        Reads reads = new Reads();
        reads.read(stream);
        assertThat(reads.messages).hasSize(2);
        // Not isEqualTo, which would print many megabytes.
        assertThat(MessageText.of(reads.messages.get(0)).equals(expected)).isTrue();
        assertThat(MessageText.textOf(reads.messages.get(0)).equals(json)).isTrue();
        assertThat(MessageText.of(reads.messages.get(1))).isEqualTo("success 8 []");
        assertThat(reads.mostAllocated).isLessThan(MOST_ALLOCATED);
    }

    @Test
    void theBudgetOfALongMessageIsReleasedBeforeItIsDelivered() throws FramingException {
        MessageBudget budget = new MessageBudget(64L * MIB);
        FrameReader reader = new FrameReader(new FrameLimits(96 * MIB, 1024), budget.open(reason -> {}));
        byte[] json = ("{\"return\": \"" + LONG + "\"}").getBytes(ISO_8859_1);
        List<Long> used = new ArrayList<>();
        reader.read(json, 0, json.length - 1, frame -> used.add(budget.used()));
        assertThat(budget.used()).isGreaterThanOrEqualTo(json.length - 1);
        reader.read(json, json.length - 1, 1, frame -> used.add(budget.used()));
        assertThat(used).containsExactly(0L);
    }
}
