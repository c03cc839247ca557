package org.qmp4j.client.framing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Known messages, joined and split again at random places, must come out unchanged. */
class FrameSplittingTest {
    private static final List<String> PIECES = List.of(
            "{}",
            "{\"return\": {}, \"id\": 1}",
            "{\"timestamp\": {\"seconds\": 1, \"microseconds\": 2}, \"event\": \"STOP\"}",
            "{\r\n    \"return\": [\r\n        {\"a\": [[], {}]}\r\n    ]\r\n}",
            "{\"text\": \"}{][\\\"\\\\\", \"\\\"}\": \"\\u00FF\\\\\"}",
            "{\"error\": {\"class\": \"GenericError\", \"desc\": \"it's \\\"so\\\\\"}}",
            "{\"long\": \"" + "0123456789\\\\\\\"".repeat(400) + "\"}",
            "{\"deep\": " + "[".repeat(60) + "\"[\"" + "]".repeat(60) + "}");

    private static final List<String> SEPARATORS = List.of("", "\n", "\r\n", " \t ", "\u00ff", "\r\n\u00ff");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void messagesComeOutUnchangedWhereverTheyAreSplit(long seed) throws FramingException {
        Random random = new Random(seed);
        List<String> wanted = new ArrayList<>();
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int i = 0; i < 200; i++) {
            String message = PIECES.get(random.nextInt(PIECES.size()));
            wanted.add(message);
            stream.writeBytes(message.getBytes(ISO_8859_1));
            stream.writeBytes(SEPARATORS.get(random.nextInt(SEPARATORS.size())).getBytes(ISO_8859_1));
        }
        int largest = 1 << random.nextInt(14);
        assertThat(read(stream.toByteArray(), random, largest)).isEqualTo(wanted);
    }

    private static List<String> read(byte[] bytes, Random random, int largest) throws FramingException {
        FrameReader reader = new FrameReader(new FrameLimits(10_000, 100));
        List<String> frames = new ArrayList<>();
        int position = 0;
        while (position < bytes.length) {
            int length = Math.min(bytes.length - position, 1 + random.nextInt(largest));
            reader.read(
                    bytes,
                    position,
                    length,
                    frame -> frames.add(new String(frame.text().toByteArray(), ISO_8859_1)));
            position += length;
        }
        return frames;
    }
}
