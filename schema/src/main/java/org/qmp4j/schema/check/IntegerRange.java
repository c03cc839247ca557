package org.qmp4j.schema.check;

import java.math.BigInteger;
import java.util.Map;

/**
 * Which integers QEMU takes for a type.
 *
 * @param least included
 * @param greatest included
 */
public record IntegerRange(BigInteger least, BigInteger greatest) {
    private static final IntegerRange INT64 = signed(64);

    /** QEMU takes a negative number for its two's complement, as its versions before 2.10 did. */
    private static final IntegerRange UINT64 = new IntegerRange(INT64.least, unsigned(64).greatest);

    private static final Map<String, IntegerRange> BY_TYPE = Map.of(
            "int", INT64,
            "int8", signed(8),
            "int16", signed(16),
            "int32", signed(32),
            "int64", INT64,
            "uint8", unsigned(8),
            "uint16", unsigned(16),
            "uint32", unsigned(32),
            "uint64", UINT64,
            "size", UINT64);

    /** Where the width of a type is not known: what at least one of them takes. */
    public static final IntegerRange ANY = UINT64;

    /**
     * The range of a built-in type.
     *
     * @throws IllegalArgumentException if it is not a type of integers
     */
    public static IntegerRange of(String type) {
        IntegerRange range = BY_TYPE.get(type);
        if (range == null) {
            throw new IllegalArgumentException("'" + type + "' is no type of integers");
        }
        return range;
    }

    /** Whether the number is in it. */
    public boolean contains(BigInteger number) {
        return number.compareTo(least) >= 0 && number.compareTo(greatest) <= 0;
    }

    /** Whether all of another range is in it. */
    public boolean contains(IntegerRange other) {
        return contains(other.least) && contains(other.greatest);
    }

    private static IntegerRange signed(int bits) {
        BigInteger half = BigInteger.TWO.pow(bits - 1);
        return new IntegerRange(half.negate(), half.subtract(BigInteger.ONE));
    }

    private static IntegerRange unsigned(int bits) {
        return new IntegerRange(BigInteger.ZERO, BigInteger.TWO.pow(bits).subtract(BigInteger.ONE));
    }

    /** {@code 0 to 255}. */
    @Override
    public String toString() {
        return least + " to " + greatest;
    }
}
