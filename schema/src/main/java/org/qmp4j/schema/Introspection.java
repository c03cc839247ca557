package org.qmp4j.schema;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.qmp4j.schema.introspection.IntrospectionReader;
import org.qmp4j.schema.introspection.IntrospectionWriter;
import org.qmp4j.schema.model.Schema;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A schema read from what a running QEMU says of itself: the answer to {@code query-qmp-schema}. It holds what that QEMU
 * understands and sends, and nothing else: types have numbers for names, objects show the members of their bases as their
 * own, every whole number is an {@code int}, and there are no versions, conditions or remarks.
 *
 * <p>{@link TypeNames} gives the types names.
 *
 * @see <a href="https://www.qemu.org/docs/master/devel/qapi-code-gen.html#client-json-protocol-introspection">Client JSON
 *     Protocol introspection</a>
 */
public final class Introspection {
    /** QEMU's own limit for one message. */
    private static final int MAX_BYTES = 64 << 20;

    // Without Jackson's table of names, which is shared by all parsers and which names of a hostile QEMU can fill.
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                    .build())
            .build();

    private Introspection() {}

    /**
     * Reads an answer.
     *
     * @param answer the list that {@code query-qmp-schema} returns, or the message around it: {@code {"return": [...]}}
     * @throws SchemaException if it is no schema; the message names the entry that is wrong
     */
    public static Schema read(JsonNode answer) {
        return new IntrospectionReader().read(answer.isObject() ? answer.path("return") : answer);
    }

    /**
     * Reads an answer from a file, as JSON.
     *
     * @throws SchemaException if the file cannot be read or holds no schema
     */
    public static Schema read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] text = in.readNBytes(MAX_BYTES + 1);
            if (text.length > MAX_BYTES) {
                throw new SchemaException(null, "an answer of QEMU has at most " + (MAX_BYTES >> 20) + " MiB");
            }
            return read(MAPPER.readTree(text));
        } catch (IOException | JacksonException wrong) {
            throw new SchemaException(null, "cannot read " + file + ": " + wrong.getMessage(), wrong);
        } catch (SchemaException wrong) {
            throw new SchemaException(null, file + ": " + wrong.getMessage(), wrong);
        }
    }

    /**
     * What a QEMU of that schema answers to {@code query-qmp-schema}: the list of its entries. Of a schema from source or
     * facts, first take what one build has: {@link QemuBuild#introspection}.
     */
    public static JsonNode write(Schema schema) {
        return new IntrospectionWriter(schema).write();
    }
}
