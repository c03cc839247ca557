package org.qmp4j.protocol.typed;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Unsigned 64-bit numbers, stored as the bits of a {@code long}. For generated code. */
public final class Unsigned {
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(Long.SIZE);

    private Unsigned() {}

    /** The number with these bits. */
    public static BigInteger toBigInteger(long bits) {
        BigInteger value = BigInteger.valueOf(bits);
        return bits >= 0 ? value : value.add(TWO_TO_64);
    }

    /** The same for a number that may be absent. */
    public static @Nullable BigInteger toBigIntegerOrNull(@Nullable Long bits) {
        return bits == null ? null : toBigInteger(bits);
    }

    /**
     * The bits of a number.
     *
     * @throws IllegalArgumentException if it is negative or above 2^64-1
     */
    public static long bitsOf(BigInteger value) {
        if (value.signum() < 0 || value.bitLength() > Long.SIZE) {
            throw new IllegalArgumentException(value + " is not between 0 and 2^64-1");
        }
        return value.longValue();
    }

    /**
     * The bits of a number.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public static long bitsOf(long value) {
        if (value < 0) {
            throw new IllegalArgumentException(value + " is negative; pass a number above 2^63-1 as a BigInteger");
        }
        return value;
    }
}
