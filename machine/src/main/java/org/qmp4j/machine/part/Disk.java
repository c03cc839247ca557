package org.qmp4j.machine.part;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A disk.
 *
 * @param image the file
 * @param format {@code raw}, {@code qcow2}
 * @param device the guest's device: {@code virtio-blk-pci}, {@code ide-hd}, {@code scsi-hd}
 * @param readOnly whether the guest may only read it
 */
public record Disk(Path image, String format, String device, boolean readOnly) implements MachinePart {
    /** Checks that all is there. */
    public Disk {
        Objects.requireNonNull(image);
        Objects.requireNonNull(format);
        Objects.requireNonNull(device);
    }

    /** A raw image as a virtio disk. */
    public static Disk raw(Path image) {
        return new Disk(image, "raw", "virtio-blk-pci", false);
    }

    /** A qcow2 image as a virtio disk. */
    public static Disk qcow2(Path image) {
        return new Disk(image, "qcow2", "virtio-blk-pci", false);
    }

    /** This disk, at another device. */
    public Disk device(String name) {
        return new Disk(image, format, name, readOnly);
    }

    /** This disk, which the guest may only read. */
    public Disk asReadOnly() {
        return new Disk(image, format, device, true);
    }

    @Override
    public void addTo(Assembly machine) {
        String id = machine.newId("disk");
        KeyValues node = KeyValues.of("driver", format)
                .with("node-name", id)
                .with("file.driver", "file")
                .with("file.filename", image);
        machine.option("-blockdev", readOnly ? node.with("read-only", "on") : node);
        machine.option("-device", KeyValues.of(device).with("drive", id));
    }
}
