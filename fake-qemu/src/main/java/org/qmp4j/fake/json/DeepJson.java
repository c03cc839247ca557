package org.qmp4j.fake.json;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Jackson's JSON, as deep as QEMU has it: Jackson's own limit is half of that, for reading and for writing. */
public final class DeepJson {
    /** What QEMU takes, and what is written around it. */
    private static final int DEEPEST = JsonInput.MAX_NESTING + 8;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .streamWriteConstraints(StreamWriteConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .build();

    private DeepJson() {}

    /** Reads and writes so. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** A value as text. */
    public static String text(JsonNode value) {
        return MAPPER.writeValueAsString(value);
    }
}
