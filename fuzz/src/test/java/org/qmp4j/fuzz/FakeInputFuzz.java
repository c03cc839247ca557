package org.qmp4j.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.qmp4j.fake.json.JsonInput;
import org.qmp4j.fake.json.JsonOutput;
import tools.jackson.databind.JsonNode;

/** The fake accepts any bytes, recovers after an error, and prints the values that it has read without a change. */
class FakeInputFuzz {
    /**
     * Values that change when they are printed and read: C prints a too large double as a word, and -0 without a point,
     * which is read as the integer 0. QEMU does both.
     */
    private static final Pattern LOST = Pattern.compile("\\b(inf|nan)\\b|-0(?![.\\d])");

    @FuzzTest
    void theFakeRecoversAfterInvalidInput(byte[] bytes) {
        for (JsonInput.Recovery recovery : JsonInput.Recovery.values()) {
            List<JsonNode> values = read(recovery, bytes);
            for (JsonNode value : values) {
                String printed = new String(JsonOutput.print(value, false), US_ASCII);
                if (!LOST.matcher(printed).find()) {
                    JsonNode again =
                            read(recovery, (printed + " ").getBytes(US_ASCII)).get(0);
                    assertThat(new String(JsonOutput.print(again, false), US_ASCII))
                            .isEqualTo(printed);
                }
            }
        }
    }

    /** The values in the bytes; the last is a mark that is always found. */
    private static List<JsonNode> read(JsonInput.Recovery recovery, byte[] bytes) {
        List<JsonNode> values = new ArrayList<>();
        JsonInput input = new JsonInput(recovery, new JsonInput.Receiver() {
            @Override
            public void value(JsonNode value) {
                values.add(value);
            }

            @Override
            public void unreadable(String reason) {
                assertThat(reason).isNotEmpty();
            }
        });
        for (byte b : bytes) {
            input.feed(b);
        }
        // A control character ends a string, and an invalid byte ends everything else.
        for (byte b : "\n\u00ff\u00ff{\"mark\":1}".getBytes(ISO_8859_1)) {
            input.feed(b);
        }
        assertThat(values.get(values.size() - 1).path("mark").asInt(0)).isEqualTo(1);
        return values;
    }
}
