package org.qmp4j.fuzz;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Jackson reads: the second opinion. */
final class Trees {
    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(1024)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Trees() {}

    /** The one value that the bytes are; empty where they are none or more. */
    static Optional<JsonNode> one(byte[] bytes) {
        try {
            JsonNode tree = STRICT.readTree(text(bytes));
            return tree.isMissingNode() ? Optional.empty() : Optional.of(tree);
        } catch (JacksonException | CharacterCodingException wrong) {
            return Optional.empty();
        }
    }

    /** From bytes Jackson would guess the encoding, and take zeros for UTF-32. */
    private static String text(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /** The values that the bytes are, one behind the other; empty where something is wrong with one. */
    static Optional<List<JsonNode>> all(byte[] bytes) {
        List<JsonNode> all = new ArrayList<>();
        // Not readValues: it takes a list for the values in it.
        try (JsonParser values = STRICT.createParser(text(bytes))) {
            while (values.nextToken() != null) {
                all.add(values.readValueAsTree());
            }
            return Optional.of(all);
        } catch (JacksonException | CharacterCodingException wrong) {
            return Optional.empty();
        }
    }
}
