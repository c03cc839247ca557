package org.qmp4j.protocol.typed;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.QmpJson;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;

/**
 * Reads values for generated code: each method reads the one that begins with the parser's current token, and leaves the
 * parser on its last. What is of another JSON type than the schema says is refused with its path.
 */
public final class TypedReader {
    private final JsonParser in;
    private final String path;
    private final boolean keepsUnknown;

    private TypedReader(JsonParser in, String path, boolean keepsUnknown) {
        this.in = in;
        this.path = path;
        this.keepsUnknown = keepsUnknown;
    }

    /** A reader of the value that the parser stands before, or on whose first token it stands. */
    public static TypedReader of(JsonParser in) {
        if (in.currentToken() == null) {
            in.nextToken();
        }
        return new TypedReader(in, "", false);
    }

    /** The same reader, which keeps the members that a type does not know: {@link TypedObject#unknownMembers()}. */
    public TypedReader keepingUnknownMembers() {
        return new TypedReader(in, path, true);
    }

    /** A reader of what was put aside, which stands in this one's place. */
    TypedReader replaying(JsonParser recorded) {
        return new TypedReader(recorded, path(), keepsUnknown);
    }

    JsonParser parser() {
        return in;
    }

    boolean keepsUnknown() {
        return keepsUnknown;
    }

    /** The JSON type of the value, for alternates. */
    public JsonToken token() {
        JsonToken token = in.currentToken();
        if (token == null) {
            throw new StreamReadException(in, "expected a value, found the end of the text");
        }
        return token;
    }

    /** A string. */
    public String readString() {
        require(JsonToken.VALUE_STRING, "a string");
        return in.getString();
    }

    /** A whole number from -2^63 to 2^63-1. */
    public long readLong() {
        require(JsonToken.VALUE_NUMBER_INT, "a whole number");
        if (in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw wrong("a whole number below 2^63", in.getString());
        }
        return in.getLongValue();
    }

    /** A whole number from 0 to 2^64-1, as the 64 bits of a {@code long}. */
    public long readUnsigned() {
        require(JsonToken.VALUE_NUMBER_INT, "a whole number");
        if (in.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            long value = in.getLongValue();
            if (value >= 0) {
                return value;
            }
        } else if (in.getBigIntegerValue().bitLength() <= Long.SIZE
                && in.getBigIntegerValue().signum() > 0) {
            return in.getBigIntegerValue().longValue();
        }
        throw wrong("a whole number from 0 to 2^64-1", in.getString());
    }

    /** A whole number from 0 to 2^64-1. */
    public BigInteger readBigInteger() {
        return Unsigned.toBigInteger(readUnsigned());
    }

    /** A number, whole or not. */
    public double readDouble() {
        if (token() != JsonToken.VALUE_NUMBER_INT) {
            require(JsonToken.VALUE_NUMBER_FLOAT, "a number");
        }
        return in.getDoubleValue();
    }

    /** {@code true} or {@code false}. */
    public boolean readBoolean() {
        if (token() != JsonToken.VALUE_FALSE) {
            require(JsonToken.VALUE_TRUE, "true or false");
        }
        return in.currentToken() == JsonToken.VALUE_TRUE;
    }

    /** {@code null}, as the tree's word for it. */
    public JsonNode readNull() {
        require(JsonToken.VALUE_NULL, "null");
        return QmpJson.read(in);
    }

    /** Any value, as a tree. */
    public JsonNode readAny() {
        token();
        return QmpJson.read(in);
    }

    /** A value of an enumeration: {@code readEnum(RunState::of)}. */
    public <E> E readEnum(Function<String, E> of) {
        return of.apply(readString());
    }

    /** A list: {@code readList(TypedReader::readString)}. */
    public <T> List<T> readList(Function<TypedReader, T> element) {
        require(JsonToken.START_ARRAY, "a list");
        List<T> list = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            list.add(element.apply(this));
        }
        return List.copyOf(list);
    }

    /** An object, member by member, into a builder. */
    public <B extends TypedBuilder> B readObject(B into) {
        require(JsonToken.START_OBJECT, "an object");
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            in.nextToken();
            if (!into.readMember(name, this)) {
                into.readUnknown(name, this);
            }
        }
        into.endOfObject(this);
        return into;
    }

    /** Passes over the value. */
    public void skip() {
        in.skipChildren();
    }

    private void require(JsonToken expected, String words) {
        JsonToken found = token();
        if (found != expected) {
            throw wrong(words, describe(found));
        }
    }

    private StreamReadException wrong(String expected, @Nullable String found) {
        String where = path();
        return new StreamReadException(
                in, (where.isEmpty() ? "" : "at " + where + ": ") + "expected " + expected + ", found " + found);
    }

    /** A JSON pointer from the outermost value to this one. */
    private String path() {
        return path + in.streamReadContext().pathAsPointer();
    }

    private static String describe(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT -> "a whole number";
            case VALUE_NUMBER_FLOAT -> "a broken number";
            case VALUE_TRUE -> "true";
            case VALUE_FALSE -> "false";
            case VALUE_NULL -> "null";
            default -> token.toString();
        };
    }
}
