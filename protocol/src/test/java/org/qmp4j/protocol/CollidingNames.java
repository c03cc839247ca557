package org.qmp4j.protocol;

import java.util.List;
import java.util.stream.IntStream;

/** Names of eight ASCII characters to which Jackson's hash of two words gives one value, whatever its seed is. */
final class CollidingNames {
    /** 33 times this is 1, modulo 2^32. */
    private static final int INVERSE = 1041204193;

    private CollidingNames() {}

    /** Distinct names, other ones for each target. */
    static List<String> of(int count, int target) {
        return IntStream.range(0, Integer.MAX_VALUE)
                .mapToObj(i -> name(firstWord(i), target))
                .filter(name -> name.chars().allMatch(c -> c > '"' && c < 0x7f && c != '\\'))
                .limit(count)
                .toList();
    }

    private static int firstWord(int i) {
        return 0x23232323 + i % 57 + (i / 57 % 57 << 8) + (i / 3249 % 57 << 16) + (i / 185_193 % 57 << 24);
    }

    // The second word makes up for the first one: what the hash has made of that, plus 33 times the second, is the
    // target.
    private static String name(int first, int target) {
        int mixed = first + (first >>> 15);
        mixed ^= mixed >>> 9;
        return ascii(first) + ascii((target - mixed) * INVERSE);
    }

    private static String ascii(int word) {
        StringBuilder text = new StringBuilder();
        for (int shift = 24; shift >= 0; shift -= 8) {
            text.append((char) (word >>> shift & 0xff));
        }
        return text.toString();
    }
}
