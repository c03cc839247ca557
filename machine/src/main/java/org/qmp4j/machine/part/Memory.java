package org.qmp4j.machine.part;

/**
 * How much memory the guest has.
 *
 * @param sizeBytes rounded up to whole MiB
 */
public record Memory(long sizeBytes) implements MachinePart {
    private static final long MIB = 1024 * 1024;

    /** Checks that there is some. */
    public Memory {
        if (sizeBytes <= 0) {
            throw new IllegalArgumentException("memory has a size, it is not " + sizeBytes + " bytes");
        }
    }

    /** So many MiB. */
    public static Memory mebibytes(long count) {
        return new Memory(Math.multiplyExact(count, MIB));
    }

    @Override
    public void addTo(Assembly machine) {
        machine.arguments("-m", (sizeBytes + MIB - 1) / MIB + "M");
    }
}
