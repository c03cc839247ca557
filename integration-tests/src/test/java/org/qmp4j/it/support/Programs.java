package org.qmp4j.it.support;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the programs of the QEMU under test are: in the folder {@code qmp4j.qemu.bin}, else on the PATH. */
public final class Programs {
    private Programs() {}

    /** The path of one of QEMU's programs. */
    public static Path qemu(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalStateException(
                        "no " + name + " in the folder qmp4j.qemu.bin, on the PATH or in /usr/sbin"));
    }

    /** The path of a program, of QEMU or not; empty where there is none. */
    public static Optional<Path> find(String name) {
        return folders()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Stream<Path> folders() {
        String chosen = System.getProperty("qmp4j.qemu.bin", "");
        Stream<String> path = Arrays.stream(System.getenv("PATH").split(":"));
        return Stream.concat(Stream.of(chosen), Stream.concat(path, Stream.of("/usr/sbin")))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of);
    }
}
