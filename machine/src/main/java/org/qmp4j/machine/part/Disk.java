package org.qmp4j.machine.part;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.qmp4j.machine.image.QemuImg;

/**
 * A disk. Its name is the id of the guest's device, for {@code device_del}, and the name of its block node, for {@code
 * block_resize}. Without {@link #name(String)} the disks of a machine are {@code disk0}, {@code disk1} and so on, in the order in
 * which they were added. Immutable.
 */
public final class Disk implements MachinePart {
    // Both an id (id_wellformed in util/id.c) and a node name, which has at most 31 characters.
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,30}");

    private final Path image;
    private final String format;
    private final String device;
    private final Use use;
    private final Optional<String> name;

    /** What happens to the file when the guest writes. */
    public enum Use {
        /** The guest writes to the file. */
        READ_WRITE,
        /** The guest cannot write to the disk. */
        READ_ONLY,
        /** The guest writes to a qcow2 overlay in the machine's folder, which is deleted with the machine. */
        OVERLAY
    }

    private Disk(Path image, String format, String device, Use use, Optional<String> name) {
        this.image = Objects.requireNonNull(image);
        this.format = Objects.requireNonNull(format);
        this.device = Objects.requireNonNull(device);
        this.use = Objects.requireNonNull(use);
        this.name = name;
    }

    /** An image of any format as a virtio disk that the guest writes to. */
    public static Disk of(Path image, String format) {
        return new Disk(image, format, "virtio-blk-pci", Use.READ_WRITE, Optional.empty());
    }

    /** A raw image as a virtio disk that the guest writes to. */
    public static Disk raw(Path image) {
        return of(image, "raw");
    }

    /** A qcow2 image as a virtio disk that the guest writes to. */
    public static Disk qcow2(Path image) {
        return of(image, "qcow2");
    }

    /** This disk as another device: {@code ide-hd}, {@code scsi-hd}. */
    public Disk device(String type) {
        return new Disk(image, format, type, use, name);
    }

    /**
     * This disk under another name: {@code data}.
     *
     * @param id a letter, then up to 30 letters, digits and {@code - . _}
     * @throws IllegalArgumentException if QEMU would reject it
     */
    public Disk name(String id) {
        if (!NAME.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "a disk's name is a letter and up to 30 letters, digits and '-', '.', '_',"
                            + " because it is a node name of QEMU: '" + id + "'");
        }
        return new Disk(image, format, device, use, Optional.of(id));
    }

    /** This disk, which the guest may only read. */
    public Disk asReadOnly() {
        return new Disk(image, format, device, Use.READ_ONLY, name);
    }

    /** This disk with an overlay: the guest writes to the overlay, which is deleted with the machine, and never to the image. */
    public Disk withOverlay() {
        return new Disk(image, format, device, Use.OVERLAY, name);
    }

    /** The file. */
    public Path image() {
        return image;
    }

    /** The format of the file: {@code raw}, {@code qcow2}. */
    public String format() {
        return format;
    }

    /** The guest's device: {@code virtio-blk-pci}, {@code ide-hd}, {@code scsi-hd}. */
    public String device() {
        return device;
    }

    /** What happens to the file when the guest writes. */
    public Use use() {
        return use;
    }

    /** The name that was chosen; empty if the machine numbers the disk. */
    public Optional<String> name() {
        return name;
    }

    @Override
    public void addTo(Assembly machine) {
        name.ifPresent(machine::takeId);
        String id = name.orElseGet(() -> machine.newId("disk"));
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
        machine.option("-device", KeyValues.of(device).with("drive", id).with("id", id));
    }

    /** {@code Disk[image=/vm.qcow2, format=qcow2, device=virtio-blk-pci, use=OVERLAY]}, and the name if it was chosen. */
    @Override
    public String toString() {
        return "Disk[image=" + image + ", format=" + format + ", device=" + device + ", use=" + use
                + name.map(chosen -> ", name=" + chosen).orElse("") + "]";
    }
}
