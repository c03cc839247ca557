package org.qmp4j.protocol.typed;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads values for generated code. Each method reads the value at the parser's current token, and leaves the parser at the value's
 * last token. A value of another JSON type than the schema says is an error. If it is the value of a member, only this member cannot be
 * read ({@link TypedObject#unknownMembers()}), unless the JSON comes from a caller ({@link FromJson}).
 */
public final class TypedReader {
    private final Tokens in;
    private final boolean keepsUnknown;
    /** Whether a member of another type than the schema says is an error: the caller wrote the JSON, not a peer. */
    private final boolean isStrict;
    /** An empty buffer that the next union can use. */
    private @Nullable DeferredMembers spare;

    private TypedReader(Tokens in, boolean keepsUnknown, boolean isStrict) {
        this.in = in;
        this.keepsUnknown = keepsUnknown;
        this.isStrict = isStrict;
    }

    /** A reader of the value at the parser's position, or after it if the parser is at the start of the text. */
    public static TypedReader of(JsonParser in) {
        if (in.currentToken() == null) {
            in.nextToken();
        }
        return new TypedReader(new ParserTokens(in), false, false);
    }

    /** The same reader; it keeps the members that a type does not have: {@link TypedObject#unknownMembers()}. */
    public TypedReader keepingUnknownMembers() {
        return new TypedReader(in, true, isStrict);
    }

    /** The same reader for JSON from a caller: it keeps unknown members, and throws if a member has the wrong type. */
    TypedReader strict() {
        return new TypedReader(in, true, true);
    }

    /** A reader of recorded tokens with the settings of this reader. */
    TypedReader replaying(RecordedTokens recorded) {
        return new TypedReader(recorded, keepsUnknown, isStrict);
    }

    /** A buffer for the members of a union at this position; {@link #giveBack} it when it is empty again. */
    DeferredMembers takeBuffer() {
        DeferredMembers buffer = spare == null ? new DeferredMembers(this) : spare;
        spare = null;
        return buffer;
    }

    void giveBack(DeferredMembers buffer) {
        if (buffer.isRecorder()) {
            spare = buffer;
        }
    }

    /** Whether a member with a wrong type is an error. */
    boolean isStrict() {
        return isStrict;
    }

    Tokens tokens() {
        return in;
    }

    boolean keepsUnknown() {
        return keepsUnknown;
    }

    /** The JSON type of the value, for alternates. */
    public JsonToken token() {
        JsonToken token = in.current();
        if (token == null) {
            throw new StreamReadException(in.parser(), "expected a value, found the end of the text");
        }
        return token;
    }

    /** A string. */
    public String readString() {
        String text = in.string();
        if (text == null) {
            throw wrong("a string", describe(token()));
        }
        return text;
    }

    /**
     * A whole number from -2^63 to 2^64-1, as the 64 bits of a {@code long}. Versions of QEMU differ in whether they print a number
     * signed or unsigned; QEMU reads both as the same bits.
     */
    public long readLong() {
        require(JsonToken.VALUE_NUMBER_INT, "a whole number");
        if (!in.isBig()) {
            return in.longValue();
        }
        BigInteger value = in.bigValue();
        if (value.signum() < 0 || value.bitLength() > Long.SIZE) {
            throw wrong("a whole number from -2^63 to 2^64-1", in.text());
        }
        return value.longValue();
    }

    /** A whole number from 0 to 2^64-1; a negative number is read as the unsigned number with the same bits. */
    public BigInteger readBigInteger() {
        return Unsigned.toBigInteger(readLong());
    }

    /** A number, with or without a fraction. */
    public double readDouble() {
        if (token() != JsonToken.VALUE_NUMBER_INT) {
            require(JsonToken.VALUE_NUMBER_FLOAT, "a number");
        }
        return in.doubleValue();
    }

    /** {@code true} or {@code false}. */
    public boolean readBoolean() {
        if (token() != JsonToken.VALUE_FALSE) {
            require(JsonToken.VALUE_TRUE, "true or false");
        }
        return in.current() == JsonToken.VALUE_TRUE;
    }

    /** {@code null} as a tree. */
    public JsonNode readNull() {
        require(JsonToken.VALUE_NULL, "null");
        return in.tree();
    }

    /** Any value, as a tree. */
    public JsonNode readAny() {
        token();
        return in.tree();
    }

    /** A value of an enumeration: {@code readEnum(RunState::of)}. */
    public <E> E readEnum(Function<String, E> of) {
        return of.apply(readString());
    }

    /** A list: {@code readList(TypedReader::readString)}. */
    public <T> List<T> readList(Function<TypedReader, T> element) {
        require(JsonToken.START_ARRAY, "a list");
        if (in.next() == JsonToken.END_ARRAY) {
            return List.of();
        }
        List<T> list = new ArrayList<>();
        do {
            try {
                list.add(element.apply(this));
            } catch (UnexpectedValue one) {
                throw one.in(isStrict ? one.value() : restOf(list, one.value()), list.size());
            }
        } while (in.next() != JsonToken.END_ARRAY);
        return Collections.unmodifiableList(list);
    }

    // The whole list unchanged: the elements that were read, the unexpected one, and the rest.
    private JsonNode restOf(List<?> read, JsonNode unexpected) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        read.forEach(element -> list.add(Members.tree(element)));
        list.add(unexpected);
        while (in.next() != JsonToken.END_ARRAY) {
            list.add(in.tree());
        }
        return list;
    }

    /** An object, member by member, into a builder. */
    public <B extends TypedBuilder> B readObject(B into) {
        require(JsonToken.START_OBJECT, "an object");
        for (String name = in.nextMember(); name != null; name = in.nextMember()) {
            // The same as TypedBuilder.take: each method less allows deeper nesting on the same stack.
            try {
                if (!into.readMember(name, this)) {
                    into.readUnknown(name, this);
                }
            } catch (UnexpectedValue unexpected) {
                if (isStrict) {
                    throw unexpected.inMember(name).inObject();
                }
                into.keep(name, unexpected.value());
            }
        }
        try {
            into.endOfObject(this);
        } catch (UnexpectedValue unexpected) {
            throw unexpected.inObject();
        }
        return into;
    }

    /** Skips the value. */
    public void skip() {
        in.skip();
    }

    private void require(JsonToken expected, String description) {
        JsonToken found = token();
        if (found != expected) {
            throw wrong(description, describe(found));
        }
    }

    private UnexpectedValue wrong(String expected, String found) {
        return UnexpectedValue.of(expected, found, in.tree());
    }

    static String describe(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT -> "a whole number";
            case VALUE_NUMBER_FLOAT -> "a number with a fraction";
            case VALUE_TRUE -> "true";
            case VALUE_FALSE -> "false";
            case VALUE_NULL -> "null";
            default -> token.toString();
        };
    }
}
