package org.qmp4j.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One JSON value as the bytes that came over the wire, decoded only when somebody asks.
 *
 * <p>Immutable as long as nobody writes to the array that it was made of; {@link #toByteArray()} copies.
 */
public final class JsonText {
    private static final JsonNode EMPTY_OBJECT = JsonNodeFactory.instance.objectNode();

    /** A text up to this length is decoded without a check: that takes a few milliseconds at most. */
    private static final int UNCHECKED_BYTES = 64 * 1024;

    private final byte[] bytes;
    private final int offset;
    private final int length;
    private final @Nullable Runnable check;

    private JsonText(byte[] bytes, int offset, int length, @Nullable Runnable check) {
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
        this.check = check;
    }

    /** A part of an array, which is not copied and must not be changed any more. */
    public static JsonText wrap(byte[] bytes, int offset, int length) {
        if (offset < 0 || length < 0 || offset > bytes.length - length) {
            throw new IndexOutOfBoundsException(offset + "+" + length + " of " + bytes.length);
        }
        return new JsonText(bytes, offset, length, null);
    }

    /** The value that the text spells. */
    public static JsonText of(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new JsonText(bytes, 0, bytes.length, null);
    }

    /**
     * This text with a check, which its parsers run before they decode each next piece of a few thousand bytes. What the check
     * throws, the parser throws; so it can end the decoding of a large answer whose time is over. Parsers of a text of up to
     * 64 KiB do not run it.
     */
    public JsonText checked(Runnable check) {
        return length <= UNCHECKED_BYTES ? this : new JsonText(bytes, offset, length, check);
    }

    /** A parser before the first token, with QEMU's limits; close it after use. */
    public JsonParser parser() {
        if (isEmptyObject()) {
            // What most commands return that change something. A parser of bytes costs six times as much memory.
            return EMPTY_OBJECT.traverse(ObjectReadContext.empty());
        }
        return QmpJson.FACTORY.createParser(ObjectReadContext.empty(), new Utf8Reader(bytes, offset, length, check));
    }

    private boolean isEmptyObject() {
        return length == 2 && bytes[offset] == '{' && bytes[offset + 1] == '}';
    }

    /**
     * The value as a tree.
     *
     * @throws tools.jackson.core.JacksonException if it is no valid JSON
     */
    public JsonNode tree() {
        try (JsonParser in = parser()) {
            return QmpJson.read(in);
        }
    }

    /** The length in bytes. */
    public int length() {
        return length;
    }

    /** The bytes, copied. */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }

    /** The text as it came. */
    @Override
    public String toString() {
        return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }
}
