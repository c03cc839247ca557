package org.qmp4j.machine.part;

import java.util.List;
import org.qmp4j.protocol.CommandLineSecrets;

/**
 * The value of an option as QEMU's option parser reads it: {@code virtio-blk-pci,drive=disk0}. A comma inside a value is
 * written twice, as QEMU needs it. Immutable.
 */
public final class KeyValues {
    private final String text;

    private KeyValues(String text) {
        this.text = text;
    }

    /** A value that begins without a key: the {@code virtio-blk-pci} of a device. */
    public static KeyValues of(String first) {
        return new KeyValues(escaped(first));
    }

    /** A value that begins with a key. */
    public static KeyValues of(String key, Object value) {
        return new KeyValues(key + "=" + escaped(value.toString()));
    }

    /** This value with one more key. */
    public KeyValues with(String key, Object value) {
        return new KeyValues(text + "," + key + "=" + escaped(value.toString()));
    }

    private static String escaped(String value) {
        return value.replace(",", ",,");
    }

    /** The value as QEMU reads it, with its secrets. */
    public String text() {
        return text;
    }

    /** The value as QEMU reads it, without its secrets ({@link CommandLineSecrets}). */
    @Override
    public String toString() {
        return CommandLineSecrets.of(List.of("-object", text)).arguments().get(1);
    }
}
