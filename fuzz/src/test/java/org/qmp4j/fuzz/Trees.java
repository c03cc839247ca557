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

/** The values that Jackson reads, for comparison. */
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

    /** The single value in the bytes; empty if they contain no value or more than one. */
    static Optional<JsonNode> one(byte[] bytes) {
        try {
            JsonNode tree = STRICT.readTree(text(bytes));
            return tree.isMissingNode() ? Optional.empty() : Optional.of(tree);
        } catch (JacksonException | CharacterCodingException wrong) {
            return Optional.empty();
        }
    }

    /** With bytes Jackson would guess the encoding, and interpret zeros as UTF-32. */
    private static String text(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /** The values in the bytes, one after the other; empty if one of them is invalid. */
    static Optional<List<JsonNode>> all(byte[] bytes) {
        List<JsonNode> all = new ArrayList<>();
        // Not readValues: it reads a list as the separate values in it.
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
