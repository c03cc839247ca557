package org.qmp4j.machine.part;

import java.nio.file.Path;
import java.util.Objects;
import org.qmp4j.machine.image.QemuImg;

/**
 * A disk.
 *
 * @param image the file
 * @param format {@code raw}, {@code qcow2}
 * @param device the guest's device: {@code virtio-blk-pci}, {@code ide-hd}, {@code scsi-hd}
 * @param use what happens to the file
 */
public record Disk(Path image, String format, String device, Use use) implements MachinePart {
    /** What happens to the file when the guest writes. */
    public enum Use {
        /** The guest writes into it. */
        READ_WRITE,
        /** The guest is told that it cannot write. */
        READ_ONLY,
        /** What the guest writes goes into a qcow2 overlay in the machine's folder, and is gone with the machine. */
        OVERLAY
    }

    /** Checks that all is there. */
    public Disk {
        Objects.requireNonNull(image);
        Objects.requireNonNull(format);
        Objects.requireNonNull(device);
        Objects.requireNonNull(use);
    }

    /** A raw image as a virtio disk that the guest writes to. */
    public static Disk raw(Path image) {
        return new Disk(image, "raw", "virtio-blk-pci", Use.READ_WRITE);
    }

    /** A qcow2 image as a virtio disk that the guest writes to. */
    public static Disk qcow2(Path image) {
        return new Disk(image, "qcow2", "virtio-blk-pci", Use.READ_WRITE);
    }

    /** This disk, at another device. */
    public Disk device(String name) {
        return new Disk(image, format, name, use);
    }

    /** This disk, which the guest may only read. */
    public Disk asReadOnly() {
        return new Disk(image, format, device, Use.READ_ONLY);
    }

    /** This disk, left as it is: what the guest writes goes into an overlay, and is gone with the machine. */
    public Disk withOverlay() {
        return new Disk(image, format, device, Use.OVERLAY);
    }

    @Override
    public void addTo(Assembly machine) {
        String id = machine.newId("disk");
        switch (use) {
            case READ_WRITE -> add(machine, id, node(id, format, image));
            case READ_ONLY -> add(machine, id, node(id, format, image).with("read-only", "on"));
            case OVERLAY -> {
                Path overlay = machine.folder().resolve(id + ".qcow2");
                QemuImg.of(machine.installation()).createOverlay(overlay, image, format);
                add(machine, id, node(id, "qcow2", overlay));
            }
        }
    }

    private static KeyValues node(String id, String format, Path file) {
        return KeyValues.of("driver", format)
                .with("node-name", id)
                .with("file.driver", "file")
                .with("file.filename", file);
    }

    private void add(Assembly machine, String id, KeyValues node) {
        machine.option("-blockdev", node);
        machine.option("-device", KeyValues.of(device).with("drive", id));
    }
}
