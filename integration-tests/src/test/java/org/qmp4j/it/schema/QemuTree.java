package org.qmp4j.it.schema;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.qmp4j.schema.Dialect;

/** The source of one version of QEMU, as {@code scripts/fetch-qemu-source} unpacks it. */
public record QemuTree(String version, Dialect dialect, Path root) {
    private static final List<Dialect> STRICT = List.of(Dialect.QEMU_7_2, Dialect.QEMU_10_0, Dialect.QEMU_10_2);

    /**
     * The one that is nearest to the QEMU of this run, so that runs against all QEMUs look at each once; without a QEMU, all
     * that are there. Where there is none, the test is skipped.
     */
    public static List<QemuTree> all() {
        String folder = System.getProperty("qmp4j.qemu.source", "");
        assumeFalse(folder.isEmpty(), "no source of QEMU: see scripts/fetch-qemu-source and -Dqmp4j.qemu.source");
        List<QemuTree> trees = STRICT.stream()
                .map(dialect -> of(dialect, Path.of(folder)))
                .filter(tree ->
                        Files.isDirectory(tree.root) && tree.isNearest(System.getProperty("qmp4j.qemu.name", "")))
                .toList();
        assumeFalse(trees.isEmpty(), "no source of QEMU 7.2, 10.0 or 10.2 in " + folder);
        return trees;
    }

    private static QemuTree of(Dialect dialect, Path folder) {
        String version = dialect.name().substring("QEMU_".length()).replace('_', '.');
        return new QemuTree(version, dialect, folder.resolve(version).toAbsolutePath());
    }

    private boolean isNearest(String qemu) {
        String nearest = qemu.equals("7.2") || qemu.equals("10.0") ? qemu : "10.2";
        return qemu.isEmpty() || version.equals(nearest);
    }

    /** The schemas of the monitor, the storage daemon and the guest agent. */
    List<Path> schemas() {
        return Arrays.asList(
                root.resolve("qapi/qapi-schema.json"),
                root.resolve("storage-daemon/qapi/qapi-schema.json"),
                root.resolve("qga/qapi-schema.json"));
    }

    Path cases() {
        return root.resolve("tests/qapi-schema");
    }
}
