package org.qmp4j.client.framing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.message.MalformedMessageException;
import org.qmp4j.client.message.Message;
import org.qmp4j.client.message.MessageReader;
import org.qmp4j.protocol.JsonText;

/**
 * A message that is outlined while it comes, however it is cut, must say what it says when it is joined and then passed over:
 * also where it is not JSON.
 */
class LongMessageSplittingTest {
    private static final String[] NAMES = {
        "return",
        "id",
        "event",
        "timestamp",
        "data",
        "error",
        "QMP",
        "class",
        "desc",
        "seconds",
        "microseconds",
        "x",
        "",
        "re\\u0074urn",
        "a long name of no meaning \\\" \\\\"
    };
    private static final String[] SCALARS = {
        "null",
        "-17",
        "0",
        "123456789",
        "18446744073709551616",
        "1e9",
        "\"\"",
        "\"STOP\"",
        "\"}\"",
        "\"]{[\"",
        "\"\\\"\"",
        "\"\\\\\"",
        "\"\\u007B\\\\\\\"\"",
        "\"\u00e9\u20ac\ud83d\ude00\"",
        "\"a,b:c\"",
        "\"\\x\"",
        "\"longer than a word, with \\\" and \\\\ and } in it, and more\""
    };
    private static final String[] SPACES = {"", "", "", " ", "\r\n", "\t", "\n    "};

    /** What is put in place of a byte, to break a message. */
    private static final String BREAKING = "{}[]\",:\\ 1x\n";

    private final StringBuilder json = new StringBuilder();
    private Random random = new Random(0);
    private int longFrames;

    /** What comes of a stream: what each message says, and what is wrong. */
    private final class Heard implements FrameSink {
        private final List<String> told = new ArrayList<>();

        @Override
        public void frame(byte[] bytes, int firstNestedEnd) {
            try {
                add(MessageReader.read(bytes, firstNestedEnd));
            } catch (MalformedMessageException broken) {
                told.add("malformed: " + broken.getMessage());
            }
        }

        @Override
        public void longFrame(JsonText text, Outline outline) {
            longFrames++;
            try {
                add(MessageReader.read(text, outline));
            } catch (MalformedMessageException broken) {
                told.add("malformed: " + broken.getMessage());
            }
        }

        private void add(Message message) {
            told.add(MessageText.of(message));
            told.add(MessageText.textOf(message));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {301, 302, 303, 304, 305, 306, 307, 308, 309, 310, 311, 312, 313, 314, 315, 316})
    void anOutlinedMessageSaysWhatAJoinedOneSays(long seed) {
        random = new Random(seed);
        for (int i = 0; i < 150; i++) {
            json.setLength(0);
            object(0);
            byte[] stream = json.toString().getBytes(UTF_8);
            for (int breaks = random.nextInt(3); breaks > 0; breaks--) {
                stream[random.nextInt(stream.length)] = (byte) BREAKING.charAt(random.nextInt(BREAKING.length()));
            }
            assertThat(heard(stream, 1 + random.nextInt(64), 8))
                    .as(new String(stream, UTF_8))
                    .isEqualTo(heard(stream, stream.length, Integer.MAX_VALUE));
        }
        assertThat(longFrames).isGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(longs = {401, 402, 403, 404, 405, 406, 407, 408})
    void aMessageOfSomeHundredKibibytesSaysWhatAJoinedOneSays(long seed) {
        random = new Random(seed);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (String name : List.of("return", "error", "event", "data", "id", "desc")) {
            json.setLength(0);
            json.append("{\"").append(name).append("\": ");
            large(random.nextInt(4));
            for (int i = random.nextInt(70); i > 0; i--) {
                json.append(", ");
                member(0);
            }
            json.append("}\r\n");
            stream.writeBytes(json.toString().getBytes(UTF_8));
        }
        byte[] bytes = stream.toByteArray();
        assertThat(heard(bytes, 1 + random.nextInt(20_000), 1000).equals(heard(bytes, bytes.length, Integer.MAX_VALUE)))
                .isTrue();
        assertThat(longFrames).isEqualTo(6);
    }

    private List<String> heard(byte[] stream, int largestCut, int longestJoined) {
        FrameReader reader = new FrameReader(
                new FrameLimits(1 << 20, 100), new MessageBudget(Long.MAX_VALUE).open(reason -> {}), longestJoined);
        Heard heard = new Heard();
        int position = 0;
        try {
            while (position < stream.length) {
                int length = Math.min(stream.length - position, 1 + random.nextInt(largestCut));
                reader.read(stream, position, length, heard);
                position += length;
            }
        } catch (FramingException broken) {
            heard.told.add("no frame");
        }
        return heard.told;
    }

    private void large(int kind) {
        switch (kind) {
            case 0 ->
                json.append('"')
                        .append("0123456789\\\\\\\"\u20ac".repeat(15_000))
                        .append('"');
            case 1 -> {
                json.append("{\"class\": \"C\", \"desc\": \"")
                        .append("d".repeat(200_000))
                        .append("\", ");
                member(1);
                json.append('}');
            }
            case 2 ->
                json.append('[')
                        .append("{\"a\": [1, {}], \"b\": \"}\"}, ".repeat(10_000))
                        .append("0]");
            default ->
                json.append('{').append("\"desc\": \"d\",".repeat(15_000)).append("\"class\": 1}");
        }
    }

    private void object(int depth) {
        json.append('{');
        int most = random.nextInt(8) == 0 ? 70 : 6;
        for (int i = random.nextInt(most); i > 0; i--) {
            space();
            member(depth);
            json.append(i == 1 ? "" : ",");
        }
        space();
        json.append('}');
    }

    private void member(int depth) {
        json.append('"').append(NAMES[random.nextInt(NAMES.length)]).append('"');
        space();
        json.append(':');
        space();
        value(depth + 1);
        space();
    }

    private void value(int depth) {
        int kind = random.nextInt(depth > 3 ? 3 : 6);
        if (kind > 3) {
            object(depth);
        } else if (kind == 3) {
            json.append('[');
            value(depth + 1);
            json.append(']');
        } else {
            json.append(SCALARS[random.nextInt(SCALARS.length)]);
        }
    }

    private void space() {
        json.append(SPACES[random.nextInt(SPACES.length)]);
    }
}
