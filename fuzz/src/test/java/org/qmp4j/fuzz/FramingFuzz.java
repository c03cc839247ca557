package org.qmp4j.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.qmp4j.client.framing.FrameLimits;
import org.qmp4j.client.framing.FrameReader;
import org.qmp4j.client.framing.FramingException;
import tools.jackson.databind.JsonNode;

class FramingFuzz {
    private static final FrameLimits LIMITS = new FrameLimits(1 << 20, 1024);

    /** The frames, and whether an error came after them. */
    private record Cut(List<String> frames, boolean failed) {}

    @FuzzTest
    void framesDoNotDependOnHowBytesArrive(byte[] data) {
        // The first byte is the length of the pieces.
        byte[] bytes = data.length == 0 ? data : Arrays.copyOfRange(data, 1, data.length);
        int pieces = data.length == 0 ? 1 : 1 + (data[0] & 0x3F);
        Cut whole = cut(bytes, Math.max(1, bytes.length));
        assertThat(cut(bytes, pieces)).isEqualTo(whole);

        Optional<List<JsonNode>> trees = Trees.all(bytes);
        if (trees.isPresent() && trees.get().stream().allMatch(JsonNode::isObject)) {
            assertThat(whole.failed()).isFalse();
            assertThat(whole.frames()).hasSameSizeAs(trees.get());
            for (int i = 0; i < whole.frames().size(); i++) {
                assertThat(Trees.one(whole.frames().get(i).getBytes(ISO_8859_1)))
                        .contains(trees.get().get(i));
            }
        }
    }

    private static Cut cut(byte[] bytes, int pieceLength) {
        FrameReader reader = new FrameReader(LIMITS);
        List<String> frames = new ArrayList<>();
        try {
            for (int start = 0; start < bytes.length; start += pieceLength) {
                int length = Math.min(pieceLength, bytes.length - start);
                reader.read(
                        bytes,
                        start,
                        length,
                        frame -> frames.add(new String(frame.text().toByteArray(), ISO_8859_1)));
            }
            return new Cut(frames, false);
        } catch (FramingException wrong) {
            return new Cut(frames, true);
        }
    }
}
