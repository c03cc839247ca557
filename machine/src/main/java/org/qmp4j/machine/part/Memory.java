package org.qmp4j.machine.part;

/**
 * The memory of the guest.
 *
 * @param sizeBytes rounded up to whole MiB
 */
public record Memory(long sizeBytes) implements MachinePart {
    private static final long MIB = 1024 * 1024;

    /** Checks the size. */
    public Memory {
        if (sizeBytes <= 0) {
            throw new IllegalArgumentException("memory size must be positive: " + sizeBytes + " bytes");
        }
    }

    /** A size in MiB. */
    public static Memory mebibytes(long count) {
        return new Memory(Math.multiplyExact(count, MIB));
    }

    @Override
    public void addTo(Assembly machine) {
        machine.arguments("-m", (sizeBytes + MIB - 1) / MIB + "M");
    }
}
