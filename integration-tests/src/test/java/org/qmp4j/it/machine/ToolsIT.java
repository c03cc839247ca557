package org.qmp4j.it.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.observer.ClientObserver;
import org.qmp4j.client.observer.ObservedCall;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.machine.StorageDaemon;
import org.qmp4j.machine.error.MachineStartException;
import org.qmp4j.machine.error.ToolException;
import org.qmp4j.machine.image.Conversion;
import org.qmp4j.machine.image.QemuImg;
import org.qmp4j.machine.part.Disk;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.qemu.type.ImageCheck;
import org.qmp4j.qemu.type.ImageInfo;

/** qemu-img and qemu-storage-daemon succeed, or the failure contains their own error message. */
@ExtendWith(NoLeaks.class)
class ToolsIT {
    private static final int SOME_BYTES = 8 * 1024 * 1024;
    /** Of a qcow2 image, in bytes. */
    private static final int CLUSTER = 64 * 1024;

    @TempDir
    private Path folder;

    private QemuImg qemuImg;

    @BeforeEach
    void findQemuImg() {
        qemuImg = QemuImg.of(TestMachines.qemu());
    }

    @Test
    void anOverlayRefersToItsBase() throws Exception {
        Path base = Files.write(folder.resolve("base"), new byte[SOME_BYTES]);
        Path overlay = folder.resolve("overlay");

        qemuImg.createOverlay(overlay, base, "raw");

        ImageInfo info = qemuImg.info(overlay, "qcow2");
        assertThat(info.virtualSize()).isEqualTo(SOME_BYTES);
        assertThat(info.backingFilename()).contains(base.toString());
        assertThat(info.backingFilenameFormat()).contains("raw");
        // qcow2.txt: "QFI\\xfb", and the version.
        assertThat(Arrays.copyOf(Files.readAllBytes(overlay), 8))
                .isEqualTo(new byte[] {'Q', 'F', 'I', (byte) 0xfb, 0, 0, 0, 3});
    }

    @Test
    void aConversionReportsItsProgress() throws Exception {
        byte[] content = new byte[SOME_BYTES];
        Arrays.fill(content, (byte) 1);
        Path source = Files.write(folder.resolve("source"), content);
        Path middle = folder.resolve("middle");
        Path back = folder.resolve("back");
        List<Double> seen = new ArrayList<>();

        qemuImg.convert(new Conversion(source, "raw", middle, "qcow2"), seen::add, Await.PATIENCE);
        qemuImg.convert(new Conversion(middle, "qcow2", back, "raw"), percent -> {}, Await.PATIENCE);

        assertThat(seen).isSorted().last().isEqualTo(100.0);
        assertThat(qemuImg.check(middle, "qcow2").checkErrors()).isZero();
        assertThat(back).hasSameBinaryContentAs(source);
    }

    @Test
    void aDamagedImageIsNotAnError() throws Exception {
        Path image = folder.resolve("image");
        qemuImg.create(image, "qcow2", SOME_BYTES);
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            // The third cluster counts the users of each: the fifth gets one user, although it is unused.
            file.seek(2 * CLUSTER + 4 * Short.BYTES);
            file.writeShort(1);
            file.setLength(5 * CLUSTER);
        }

        ImageCheck check = qemuImg.check(image, "qcow2");

        assertThat(check.leaks()).contains(1L);
        assertThat(check.checkErrors()).isZero();
    }

    @Test
    void anImageGrows() {
        Path image = folder.resolve("image");
        qemuImg.create(image, "qcow2", 65536);

        qemuImg.resize(image, "qcow2", 131072, false);

        assertThat(qemuImg.info(image, "qcow2").virtualSize()).isEqualTo(131072);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nbd:disk", "fat:disk", "json:{}", "-h", "--object=x"})
    void anyPathIsTakenAsAFileName(String name) throws Exception {
        // Relative to the folder of this process, which a JVM cannot change.
        Path image = Path.of(name);
        Path copy = Path.of(name + "-copy");
        try {
            qemuImg.create(image, "qcow2", SOME_BYTES);
            qemuImg.resize(image, "qcow2", 2L * SOME_BYTES, false);
            qemuImg.convert(new Conversion(image, "qcow2", copy, "raw"), percent -> {}, Await.PATIENCE);

            assertThat(Files.readAllBytes(image)).startsWith('Q', 'F', 'I', 0xfb);
            assertThat(Files.size(copy)).isEqualTo(2L * SOME_BYTES);
            assertThat(qemuImg.info(image, "qcow2").virtualSize()).isEqualTo(2L * SOME_BYTES);
            assertThat(qemuImg.check(image, "qcow2").checkErrors()).isZero();
        } finally {
            Files.deleteIfExists(image);
            Files.deleteIfExists(copy);
        }
    }

    @Test
    void theExceptionContainsTheOutputOfQemuImg() throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "no image");

        ToolException failed = catchThrowableOfType(ToolException.class, () -> qemuImg.info(text, "qcow2"));

        assertThat(failed).hasMessageStartingWith("'qemu-img info' of " + text + " ended with code 1: qemu-img: ");
        assertThat(failed.output()).contains("Image is not in qcow2 format");
    }

    @Test
    void aConversionThatTimesOutIsStoppedAndItsTargetIsDeleted() {
        Path source = folder.resolve("source");
        qemuImg.create(source, "raw", SOME_BYTES);
        Conversion conversion = new Conversion(source, "raw", folder.resolve("target"), "qcow2");

        assertThatThrownBy(() -> qemuImg.convert(conversion, percent -> {}, Duration.ofMillis(1)))
                .isInstanceOf(ToolException.class)
                .hasMessageMatching(".*(has not exited|has not been started) within 1 ms.*");
        assertThat(folder.resolve("target")).doesNotExist();
    }

    @Test
    void withAFullDiskTheMachineDoesNotStartAndLeavesNothing() throws Exception {
        Path base = Files.write(folder.resolve("base"), new byte[SOME_BYTES]);
        Path full = Files.createDirectory(folder.resolve("full"));
        int mounted = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=64k", "none", full.toString())
                .redirectErrorStream(true)
                .start()
                .waitFor();
        assumeTrue(mounted == 0, "a small file system can only be mounted by root");
        String temporary = System.setProperty("java.io.tmpdir", full.toString());
        try {
            assertThatThrownBy(() -> TestMachines.bare()
                            .with(Disk.raw(base).withOverlay())
                            .start())
                    .isInstanceOf(ToolException.class)
                    .hasMessageContaining("No space left on device");
            assertThat(full).isEmptyDirectory();
        } finally {
            System.setProperty("java.io.tmpdir", temporary);
            assertThat(new ProcessBuilder("umount", full.toString()).start().waitFor())
                    .isZero();
        }
    }

    @Test
    void ifAnOverlayCannotBeCreatedTheMachineDoesNotStart() {
        Path missing = folder.resolve("nosuch.raw");

        assertThatThrownBy(() -> TestMachines.bare()
                        .with(Disk.raw(missing).withOverlay())
                        .start())
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("nosuch.raw")
                .hasMessageContaining("No such file or directory");
    }

    @Test
    void aStorageDaemonAnswersAndLeavesNothingBehind() {
        StorageDaemon daemon = StorageDaemon.start(
                TestMachines.qemu(), List.of("--blockdev", "driver=null-co,node-name=nothing,size=65536"));
        Path process = Path.of("/proc/" + daemon.pid());
        try (daemon) {
            assertThat(daemon.client()
                            .execute(RawCommand.named("query-named-block-nodes"))
                            .toString())
                    .contains("nothing");
            assertThat(process).exists();
        }
        assertThat(process).doesNotExist();
        assertThat(daemon.folder()).doesNotExist();
    }

    @Test
    void theClientOfAStorageDaemonUsesTheGivenOptions() {
        List<String> sent = new CopyOnWriteArrayList<>();
        ConnectOptions options = ConnectOptions.builder()
                .observer(new ClientObserver() {
                    @Override
                    public void commandSent(ObservedCall call) {
                        sent.add(call.command());
                    }
                })
                .build();

        try (StorageDaemon daemon = StorageDaemon.start(TestMachines.qemu(), List.of(), options)) {
            daemon.client().execute(RawCommand.named("query-version"));
        }

        assertThat(sent).containsSubsequence("query-version", "quit");
    }

    @Test
    void theOutputOfAStorageDaemonThatDoesNotStartIsReported() {
        assertThatThrownBy(() -> StorageDaemon.start(TestMachines.qemu(), List.of("--blockdev", "driver=nosuch")))
                .isInstanceOf(MachineStartException.class)
                .hasMessageContaining("exited with code 1 before its monitor was ready")
                .hasMessageContaining("nosuch");
    }
}
