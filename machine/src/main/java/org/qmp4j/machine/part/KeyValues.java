package org.qmp4j.machine.part;

/**
 * The value of an option as QEMU's option parser reads it: {@code virtio-blk-pci,drive=disk0}. A comma inside a value is
 * doubled, so that it stays one. Immutable.
 */
public final class KeyValues {
    private final String text;

    private KeyValues(String text) {
        this.text = text;
    }

    /** One that begins with a word of its own: the {@code virtio-blk-pci} of a device. */
    public static KeyValues of(String first) {
        return new KeyValues(escaped(first));
    }

    /** One that begins with a key. */
    public static KeyValues of(String key, Object value) {
        return new KeyValues(key + "=" + escaped(value.toString()));
    }

    /** This, and one more key. */
    public KeyValues with(String key, Object value) {
        return new KeyValues(text + "," + key + "=" + escaped(value.toString()));
    }

    private static String escaped(String value) {
        return value.replace(",", ",,");
    }

    /** The value as QEMU reads it. */
    @Override
    public String toString() {
        return text;
    }
}
