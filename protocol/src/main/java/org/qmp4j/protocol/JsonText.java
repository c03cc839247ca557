package org.qmp4j.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One JSON value as the bytes that came over the wire; they are decoded on demand.
 *
 * <p>Immutable, if the caller does not change the arrays that it passed; {@link #toByteArray()} copies. A long text can be
 * in several arrays, one after the other; only {@link #toByteArray()} and {@link #toString()} join them.
 */
public final class JsonText {
    private static final JsonNode EMPTY_OBJECT = JsonNodeFactory.instance.objectNode();

    /** A text up to this length is decoded without checks, in a few milliseconds at most. */
    private static final int UNCHECKED_BYTES = 64 * 1024;

    private final byte[] bytes;
    private final int offset;
    private final int length;
    private final @Nullable Runnable check;

    /** The arrays with the rest of a text that does not end in the first array. */
    private final List<byte[]> more;

    private JsonText(byte[] bytes, int offset, int length, @Nullable Runnable check, List<byte[]> more) {
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
        this.check = check;
        this.more = more;
    }

    /** A part of an array. The array is not copied; the caller must not change it afterwards. */
    public static JsonText wrap(byte[] bytes, int offset, int length) {
        if (offset < 0 || length < 0 || offset > bytes.length - length) {
            throw new IndexOutOfBoundsException(offset + "+" + length + " of " + bytes.length);
        }
        return new JsonText(bytes, offset, length, null, List.of());
    }

    /**
     * A text in one or more arrays. They are not copied; the caller must not change them afterwards.
     *
     * @param length of the text in bytes; it may end before the end of the last array
     */
    public static JsonText wrap(List<byte[]> arrays, int length) {
        Objects.checkFromToIndex(
                0, length, arrays.stream().mapToInt(array -> array.length).sum());
        List<byte[]> all = List.copyOf(arrays);
        return new JsonText(all.get(0), 0, length, null, all.subList(1, all.size()));
    }

    /** A part of this text, without a check. Nothing is copied. */
    public JsonText part(int start, int count) {
        Objects.checkFromIndexSize(start, count, length);
        byte[] array = bytes;
        int place = offset + start;
        int following = 0;
        while (place >= array.length && following < more.size()) {
            place -= array.length;
            array = more.get(following++);
        }
        boolean endsHere = count <= array.length - place;
        return new JsonText(array, place, count, null, endsHere ? List.of() : more.subList(following, more.size()));
    }

    /** A text in memory. */
    public static JsonText of(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new JsonText(bytes, 0, bytes.length, null, List.of());
    }

    /**
     * This text with a check that its parsers run before they decode each next piece of a few thousand bytes. The parser throws
     * what the check throws, so a check can stop the decoding of a large reply after a timeout. Parsers of texts up to 64 KiB do
     * not run it.
     */
    public JsonText checked(Runnable check) {
        return length <= UNCHECKED_BYTES ? this : new JsonText(bytes, offset, length, check, more);
    }

    /** A parser before the first token, with the limits of {@link QmpJson#FACTORY}; close it after use. */
    public JsonParser parser() {
        if (isEmptyObject()) {
            // The return value of most commands that change something. A parser of bytes needs six times the memory.
            return EMPTY_OBJECT.traverse(ObjectReadContext.empty());
        }
        Utf8Reader characters =
                more.isEmpty() ? new Utf8Reader(bytes, offset, length, check) : new Utf8Reader(buffers(), check);
        return QmpJson.FACTORY.createParser(ObjectReadContext.empty(), characters);
    }

    private List<ByteBuffer> buffers() {
        List<ByteBuffer> buffers = new ArrayList<>(1 + more.size());
        int first = Math.min(length, bytes.length - offset);
        buffers.add(ByteBuffer.wrap(bytes, offset, first));
        int left = length - first;
        for (byte[] array : more) {
            int count = Math.min(left, array.length);
            buffers.add(ByteBuffer.wrap(array, 0, count));
            left -= count;
        }
        return buffers;
    }

    private boolean isEmptyObject() {
        return length == 2 && more.isEmpty() && bytes[offset] == '{' && bytes[offset + 1] == '}';
    }

    /**
     * The value as a tree.
     *
     * @throws tools.jackson.core.JacksonException if the text is not valid JSON
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
        ByteBuffer all = ByteBuffer.allocate(length);
        buffers().forEach(all::put);
        return all.array();
    }

    /** The unchanged text, with its secrets; for logs use {@link Secrets#mask(JsonText)}. */
    @Override
    public String toString() {
        return more.isEmpty()
                ? new String(bytes, offset, length, StandardCharsets.UTF_8)
                : new String(toByteArray(), StandardCharsets.UTF_8);
    }
}
