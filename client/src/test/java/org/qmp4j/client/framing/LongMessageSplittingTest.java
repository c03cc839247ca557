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

/**
 * A message in pieces must be read like the same message in one array, wherever the pieces end, and even if it is not
 * valid JSON.
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

    /** Bytes that can break a message. */
    private static final String BREAKING = "{}[]\",:\\ 1x\n";

    private final StringBuilder json = new StringBuilder();
    private Random random = new Random(0);
    private int framesInPieces;

    /** The messages of a stream, and its errors. */
    private final class Results implements FrameSink {
        private final List<String> texts = new ArrayList<>();

        @Override
        public void frame(Frame frame) {
            framesInPieces += frame instanceof Frame.InPieces ? 1 : 0;
            try {
                Message message = MessageReader.read(frame);
                texts.add(MessageText.of(message));
                texts.add(MessageText.textOf(message));
            } catch (MalformedMessageException broken) {
                texts.add("malformed: " + broken.getMessage());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {301, 302, 303, 304, 305, 306, 307, 308, 309, 310, 311, 312, 313, 314, 315, 316})
    void aMessageInPiecesIsReadLikeAJoinedOne(long seed) {
        random = new Random(seed);
        for (int i = 0; i < 150; i++) {
            json.setLength(0);
            object(0);
            byte[] stream = json.toString().getBytes(UTF_8);
            for (int breaks = random.nextInt(3); breaks > 0; breaks--) {
                stream[random.nextInt(stream.length)] = (byte) BREAKING.charAt(random.nextInt(BREAKING.length()));
            }
            assertThat(read(stream, 1 + random.nextInt(64), 8))
                    .as(new String(stream, UTF_8))
                    .isEqualTo(read(stream, stream.length, Integer.MAX_VALUE));
        }
        assertThat(framesInPieces).isGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(longs = {401, 402, 403, 404, 405, 406, 407, 408})
    void aMessageOfHundredsOfKibibytesIsReadLikeAJoinedOne(long seed) {
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
        assertThat(read(bytes, 1 + random.nextInt(20_000), 1000).equals(read(bytes, bytes.length, Integer.MAX_VALUE)))
                .isTrue();
        assertThat(framesInPieces).isEqualTo(6);
    }

    private List<String> read(byte[] stream, int largestRead, int longestJoined) {
        FrameReader reader = new FrameReader(
                new FrameLimits(1 << 20, 100), new MessageBudget(Long.MAX_VALUE).open(reason -> {}), longestJoined);
        Results results = new Results();
        int position = 0;
        try {
            while (position < stream.length) {
                int length = Math.min(stream.length - position, 1 + random.nextInt(largestRead));
                reader.read(stream, position, length, results);
                position += length;
            }
        } catch (FramingException broken) {
            results.texts.add("no frame");
        }
        return results.texts;
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
