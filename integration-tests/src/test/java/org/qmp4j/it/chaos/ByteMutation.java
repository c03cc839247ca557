package org.qmp4j.it.chaos;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/** Changes a message at random: bits, bytes and stretches of it. */
final class ByteMutation {
    private static final byte[] STRUCTURE = {
        '{', '}', '[', ']', '"', ',', ':', '\\', 0, '\n', ' ', '9', '-', (byte) 0xff
    };

    private final Random random;

    ByteMutation(Random random) {
        this.random = random;
    }

    /** A copy with one to three changes. */
    byte[] of(byte[] message) {
        byte[] changed = message;
        for (int i = random.nextInt(3); i >= 0; i--) {
            changed = changed.length == 0 ? changed : once(changed);
        }
        return changed;
    }

    private byte[] once(byte[] message) {
        int at = random.nextInt(message.length);
        int length = random.nextInt(Math.min(40, message.length - at)) + 1;
        byte[] copy = message.clone();
        return switch (random.nextInt(8)) {
            case 0 -> {
                copy[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
                yield copy;
            }
            case 1, 2 -> {
                copy[at] = STRUCTURE[random.nextInt(STRUCTURE.length)];
                yield copy;
            }
            case 3 -> replaced(message, at, at + length, new byte[0]);
            case 4 -> replaced(message, at, at, Arrays.copyOfRange(message, at, at + length));
            case 5 -> replaced(message, at, at, randomBytes(length));
            case 6 -> Arrays.copyOf(message, at);
            default -> replaced(message, at, at, repeated(STRUCTURE[random.nextInt(STRUCTURE.length)]));
        };
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Up to 2,000 of one byte: deeper than what may be nested, longer than any number. */
    private byte[] repeated(byte one) {
        byte[] bytes = new byte[1 << random.nextInt(11)];
        Arrays.fill(bytes, one);
        return bytes;
    }

    private static byte[] replaced(byte[] message, int from, int to, byte[] by) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(message, 0, from);
        out.writeBytes(by);
        out.write(message, to, message.length - to);
        return out.toByteArray();
    }
}
