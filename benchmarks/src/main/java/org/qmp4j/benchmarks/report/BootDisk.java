package org.qmp4j.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** A guest of eight bytes: it writes to the port of the pvpanic device for ever, and each time QEMU raises an event. */
final class BootDisk {
    private static final int SECTOR = 512;

    /** {@code mov dx, 0x505; mov al, 2 (PVPANIC_CRASH_LOADED); again: out dx, al; jmp again}. */
    private static final byte[] CODE = HexFormat.of().parseHex("ba0505b002eeebfd");

    private BootDisk() {}

    static void write(Path file) throws IOException {
        byte[] disk = new byte[SECTOR * 2];
        System.arraycopy(CODE, 0, disk, 0, CODE.length);
        disk[SECTOR - 2] = 0x55;
        disk[SECTOR - 1] = (byte) 0xAA;
        Files.write(file, disk);
    }
}
