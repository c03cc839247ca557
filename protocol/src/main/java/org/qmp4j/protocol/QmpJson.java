package org.qmp4j.protocol;

import java.io.StringWriter;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.StreamWriteException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and writes JSON with QEMU's limits.
 *
 * <p>Trees are read and written token by token, without an {@code ObjectMapper}: plain JSON does not need it, and loading it
 * takes a short-lived program more time than its whole conversation with QEMU.
 */
public final class QmpJson {
    /** How deep objects and arrays may nest in QEMU (MAX_NESTING in QEMU's qobject/json-parser.c). */
    public static final int MAX_NESTING = 1024;

    /** Digits of one number. QEMU writes at most 25; the time to convert a number grows with the square of its digits. */
    private static final int MAX_NUMBER_LENGTH = 1000;

    /**
     * Parsers and generators for QEMU. Parsers read nesting up to {@link #MAX_NESTING}, numbers of up to 1,000 digits, and
     * names and strings of any length (a guest agent sends a file of 48 MiB as one string). The receiver of a text limits its
     * length. Generators write ASCII only, and refuse an object with the same name twice.
     *
     * <p>Parsers share no table of names, so a peer cannot make another peer's replies slow or unreadable. Their time is
     * proportional to the length of the text, whatever names it contains.
     */
    public static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .build())
            .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .enable(StreamWriteFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
            .build();

    private QmpJson() {}

    /**
     * Reads one value.
     *
     * @param in a parser at the first token of the value, or before it
     * @throws tools.jackson.core.JacksonException if there is no value, or if it is not valid JSON
     */
    public static JsonNode read(JsonParser in) {
        JsonToken token = in.currentToken() == null ? in.nextToken() : in.currentToken();
        if (token == null) {
            throw new StreamReadException(in, "expected a JSON value, found the end of the text");
        }
        return read(in, token);
    }

    // Recursion is safe: the parsers of the factory reject nesting deeper than MAX_NESTING.
    private static JsonNode read(JsonParser in, JsonToken token) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (token) {
            case START_OBJECT -> readObject(in);
            case START_ARRAY -> readArray(in);
            case VALUE_STRING -> nodes.stringNode(in.getString());
            case VALUE_NUMBER_INT ->
                switch (in.getNumberType()) {
                    case INT -> nodes.numberNode(in.getIntValue());
                    case LONG -> nodes.numberNode(in.getLongValue());
                    default -> nodes.numberNode(in.getBigIntegerValue());
                };
            case VALUE_NUMBER_FLOAT -> nodes.numberNode(in.getDoubleValue());
            case VALUE_TRUE -> nodes.booleanNode(true);
            case VALUE_FALSE -> nodes.booleanNode(false);
            case VALUE_NULL -> nodes.nullNode();
            default -> throw new StreamReadException(in, "expected a JSON value, found " + token);
        };
    }

    private static ObjectNode readObject(JsonParser in) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            object.set(name, read(in, in.nextToken()));
        }
        return object;
    }

    private static ArrayNode readArray(JsonParser in) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            array.add(read(in, token));
        }
        return array;
    }

    /**
     * Writes a tree.
     *
     * @throws StreamWriteException if it contains a value that JSON does not have, such as an infinite number
     */
    public static void write(JsonGenerator out, JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> {
                out.writeStartObject();
                node.properties().forEach(member -> {
                    out.writeName(member.getKey());
                    write(out, member.getValue());
                });
                out.writeEndObject();
            }
            case ARRAY -> {
                out.writeStartArray();
                node.forEach(element -> write(out, element));
                out.writeEndArray();
            }
            case STRING -> out.writeString(node.stringValue());
            case NUMBER -> writeNumber(out, node);
            case BOOLEAN -> out.writeBoolean(node.booleanValue());
            case NULL -> out.writeNull();
            default -> throw new StreamWriteException(out, "a " + node.getNodeType() + " node is not valid JSON");
        }
    }

    private static void writeNumber(JsonGenerator out, JsonNode number) {
        switch (number.numberType()) {
            case INT -> out.writeNumber(number.intValue());
            case LONG -> out.writeNumber(number.longValue());
            case BIG_INTEGER -> out.writeNumber(number.bigIntegerValue());
            case BIG_DECIMAL -> out.writeNumber(number.decimalValue());
            default -> {
                double value = number.doubleValue();
                if (!Double.isFinite(value)) {
                    throw new StreamWriteException(out, value + " is not valid JSON");
                }
                out.writeNumber(value);
            }
        }
    }

    /** The output of a writer as text without spaces between tokens. */
    public static String toText(Consumer<? super JsonGenerator> writer) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            writer.accept(out);
        }
        return text.toString();
    }

    /** A tree as text without spaces between tokens. */
    public static String toText(JsonNode node) {
        return toText(out -> write(out, node));
    }
}
